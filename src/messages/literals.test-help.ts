/** @file Finds user-facing text that is outside the message catalog. The test `literals.test.ts` uses it. */
import { readdirSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'

export interface Literal {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Files that may contain other text: tests, their data, and the catalog itself. */
const OUTSIDE = /\.(test|test-help|bench)\.|\.d\.ts$|\/(fixtures|testing)\/|^src\/messages\/|^src\/dev\//

/**
 * Files whose strings are code or data rather than sentences: printed programs, shaders and kernels, exported file
 * formats, and generated or public data.
 */
const NOT_TEXT =
  /^src\/(kernels|formulas|training\/(gpu|cpu|program|plain-tfjs|tfjs-patches))\/|^src\/training\/gradient-cases\.ts$|^src\/catalog\/datasets\/(column-notes|streams\/ticket-phrases)\.ts$|^src\/ops\/prometheus-rules\.ts$|^src\/import-rules\.ts$/

/** Attributes and properties whose value is always user-facing text. */
const READ =
  /^(title|label|aria-label|aria-description|aria-roledescription|aria-valuetext|placeholder|alt|about|summary|help|hint|heading|legend|caption|description|words|sentence|why|says|offer|empty)$/
/** Attributes and properties whose value is never user-facing text. */
const UNREAD =
  /^(className|class_name|config|d|viewBox|transform|style|key|id|role|type|href|rel|target|src|code|command|name|icon|kind|tone|tag|by|search|formula|source|license|licence|citation|url|python|keras|accept|allow|sandbox|values|columns|classes|args|fill|stroke|points|transition|animation|background|border|font|cursor|gridTemplateColumns|flex|padding|margin|data-[\w-]+)$/
/** Calls whose strings are for programs or developers: assertions, logs, selectors, queries. */
const UNREAD_CALLS =
  /^(Error|TypeError|RangeError|DOMException|assert|expectDefined|querySelector|querySelectorAll|closest|matches|getElementById|addEventListener|removeEventListener|RegExp|matchMedia|createElement|getPropertyValue|setProperty|setAttribute|getAttribute|log|warn|error|debug|mark|measure|require|import|Worker|URL|lazy|join|split|startsWith|endsWith|includes|replace|replaceAll|test|match|indexOf|getContext|checkedLater|textLater|objectWith|integer|number|anyNumber)$/

/** Gallery calls that draw networks and services. Node names in them are saved with a project and must never change. */
const DRAWN_CALLS = /^(chain|draw)$/

const LETTERS = /[A-Za-zÀ-ÿ]{2,}/
/** A word followed by a space and another word or a placeholder. */
const PROSE = /[A-Za-z’']{2,}[,.;:!?)”"]* [(“"]?[A-Za-z{]/
/** A single capitalized word, except the names of keys such as `Escape`. */
const WORD = /^[A-Z][a-z]{2,}[.!?:…]?$/
const KEYS =
  /^(Escape|Enter|Tab|Space|Backspace|Delete|Home|End|Insert|Shift|Control|Alt|Meta|ArrowUp|ArrowDown|ArrowLeft|ArrowRight|PageUp|PageDown|Infinity|NaN|Arabic|Latin)$/
/** Strings that are code: CSS, paths, selectors, MIME types, and identifiers. */
const CODE =
  /^[a-z0-9-]+(\s+[a-z0-9-]+)?$|[{}<>=]|;$|^\.|^\/|^#|\b\d+px\b|\b(rem|fr|ch)\b|var\(--|calc\(|rgba?\(|url\(|^[a-z]+\/[a-z]|\[data-|::|^M ?\d|^@/

/** Finds text literals in the files of a folder. A line with the comment `not text` is skipped. */
export function textLiterals(under = ''): Literal[] {
  const files = ['src', 'workers']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
    .filter((file) => /\.tsx?$/.test(file) && file.startsWith(under) && !OUTSIDE.test(file) && !NOT_TEXT.test(file))
  return files.flatMap(literalsOf)
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

/** Where a literal occurs in the code. */
interface Context {
  /** The attribute or property whose value the literal is. */
  readonly name?: string
  /** Whether the literal is a direct child in JSX, or a branch of a conditional that is one. */
  readonly isShown?: boolean
  readonly isUnread?: boolean
}

function literalsOf(file: string): Literal[] {
  const source = readFileSync(file, 'utf8')
  const lines = source.split('\n')
  const literals: Literal[] = []
  const add = (node: Node, text: string) => {
    const line = source.slice(0, node.start).split('\n').length
    const isSkipped = [lines[line - 2], lines[line - 1]].some((one) => one?.includes('not text'))
    if (!isSkipped) literals.push({ file, line, text: text.trim().replace(/\s+/g, ' ') })
  }
  const visit = (value: unknown, context: Context): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, context)
      return
    }
    if (typeof value !== 'object' || value === null || !('type' in value)) return
    const node = value as Node
    if (/^(Import|ExportAll)|^TS(?!As|Satisfies|NonNull)/.test(node.type)) return
    if (file.startsWith('src/gallery/') && DRAWN_CALLS.test(calledIn(node))) return
    if (node.type === 'JSXText' && LETTERS.test(String(node.value))) add(node, String(node.value))
    const text = textOf(node)
    if (text !== undefined && isText(text, context, node.type === 'TemplateLiteral')) add(node, text)
    for (const [key, child] of Object.entries(node)) {
      if (key === 'key' || key === 'callee') continue
      visit(child, inside(node, key, context))
    }
  }
  const { program } = parseSync(file, source, { lang: file.endsWith('x') ? 'tsx' : 'ts' })
  visit(program.body, {})
  return literals
}

/** The name of the called function; empty for nodes that are not calls. */
function calledIn(node: Node): string {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return ''
  const callee = node.callee as { name?: string; property?: { name?: string } }
  return callee.name ?? callee.property?.name ?? ''
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type !== 'TemplateLiteral') return undefined
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('{}')
}

function isText(text: string, { name, isShown, isUnread }: Context, isTemplate: boolean): boolean {
  if (isUnread || !/[A-Za-z]/.test(text)) return false
  if (isShown || (name !== undefined && READ.test(name))) return !isTemplate || /[A-Za-z]{2}/.test(text)
  if (KEYS.test(text)) return false
  if (isTemplate && !/\s/.test(text)) return false
  const plain = isTemplate ? text.replaceAll('{}', ' ') : text
  if (isTemplate && /(^|[\s(])[a-z]{3,}([\s,.;:)]|$)/.test(plain) && !CODE.test(plain.trim())) return true
  return (PROSE.test(text.replaceAll('{}', ' ')) || WORD.test(text)) && !CODE.test(isTemplate ? plain.trim() : text)
}

function inside(node: Node, key: string, context: Context): Context {
  switch (node.type) {
    case 'JSXAttribute': {
      const { name } = node.name as { name: unknown }
      const attribute = typeof name === 'string' ? name : 'namespaced'
      return { name: attribute, isUnread: UNREAD.test(attribute) && !READ.test(attribute) }
    }
    case 'JSXExpressionContainer':
      return context.name === undefined ? { isShown: true } : context
    case 'JSXElement':
    case 'JSXFragment':
      return {}
    case 'ConditionalExpression':
      return key === 'test' ? {} : context
    case 'LogicalExpression':
      return key === 'left' && node.operator === '&&' ? {} : context
    case 'BinaryExpression':
      return node.operator === '+' ? context : { isUnread: true }
    case 'SwitchCase':
      return key === 'test' ? { isUnread: true } : {}
    case 'ArrayExpression':
      return context
    case 'ObjectExpression':
      return context.name === 'args' || context.name === 'inherited' ? { name: 'inherited', isUnread: true } : {}
    case 'Property': {
      if (context.name === 'inherited') return context
      const { name, value } = node.key as { name?: string; value?: unknown }
      const property = name ?? String(value)
      return { name: property, isUnread: UNREAD.test(property) }
    }
    case 'CallExpression':
    case 'NewExpression':
      return UNREAD_CALLS.test(calledIn(node)) ? { isUnread: true } : {}
    case 'TemplateLiteral':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return context
    case 'MemberExpression':
      return key === 'property' ? { isUnread: true } : {}
    default:
      return {}
  }
}
