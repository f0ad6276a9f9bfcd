/** @file Lexer: splits the text of a small language, such as the condition language, into tokens and reads them in order. */
import { fail, ok, type Result } from './result'

export interface Token {
  /** Quoted text is never a keyword. */
  readonly type: 'word' | 'quoted' | 'number' | 'sign' | 'end'
  readonly text: string
  /** The index of the token's first character. */
  readonly at: number
}

export interface TokenRule {
  readonly type: Exclude<Token['type'], 'end'>
  /** A sticky pattern. */
  readonly pattern: RegExp
  /** The text of the token, if it differs from the text that matched. */
  readonly text?: (matched: string) => string
  /** Whether the rule applies after these tokens; a rule without this function always applies. */
  readonly applies?: (before: readonly Token[]) => boolean
}

/**
 * Splits a text into tokens by the first rule that matches, and adds an end token. White space separates tokens. Fails
 * with the index of the first character that no rule matches.
 */
export function lex(text: string, rules: readonly TokenRule[], from = 0): Result<readonly Token[], number> {
  const tokens: Token[] = []
  for (let at = from; ; ) {
    while (/\s/u.test(text.charAt(at))) at++
    if (at >= text.length) return ok([...tokens, { type: 'end', text: '', at: text.length }])
    const matched = (pattern: RegExp) => {
      pattern.lastIndex = at
      return pattern.exec(text)?.[0]
    }
    const rule = rules.find(({ pattern, applies }) => matched(pattern) !== undefined && (applies?.(tokens) ?? true))
    const found = rule && matched(rule.pattern)
    if (!found) return fail(at)
    tokens.push({ type: rule.type, text: rule.text?.(found) ?? found, at })
    at += found.length
  }
}

export interface TokenReader {
  /** The next token, which stays the next one. */
  peek(): Token
  /** Reads the next token; at the end, always the end token. */
  next(): Token
  /** Makes the token that `next` returned last the next one again. */
  back(): void
  /** Reads the next token if it is this word or sign. */
  take(word: string): boolean
}

/** Reads tokens that end with an end token. */
export function tokenReader(tokens: readonly Token[]): TokenReader {
  let at = 0
  const peek = () => tokens[Math.min(at, tokens.length - 1)] as Token
  return {
    peek,
    next() {
      const token = peek()
      at++
      return token
    },
    back() {
      at--
    },
    take(word) {
      const found = isWord(peek(), word)
      if (found) at++
      return found
    },
  }
}

/** Whether a token is this word or sign, in lower case. */
export function isWord({ type, text }: Token, word: string): boolean {
  return (type === 'word' || type === 'sign') && text.toLowerCase() === word
}
