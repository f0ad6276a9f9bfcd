/** @file Finds text that people read and that is not in the message catalog: for the lint test of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'

export interface Literal {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Tests, their data, and the catalog itself. */
const OUTSIDE = /\.(test|test-help|bench)\.|\.d\.ts$|\/(fixtures|testing)\/|^src\/messages\/|^src\/dev\//

/**
 * Code and data, not sentences: printed programs, shaders and kernels, exported file formats, and generated or public data, whose words
 * are part of the data.
 */
const NOT_TEXT =
  /^src\/(kernels|training\/(gpu|cpu|program|plain|mended))\/|^src\/catalog\/datasets\/(streams|sequences)\/|^src\/ops\/prometheus-rules\.ts$|^src\/house\.ts$/

/** Attributes and properties that hold text whatever it looks like. */
const READ =
  /^(title|label|aria-label|aria-description|aria-roledescription|aria-valuetext|placeholder|alt|about|summary|help|hint|heading|legend|caption|description|words|sentence|why|says|offer|empty)$/
/** Attributes and properties that never hold text. */
const UNREAD =
  /^(className|class_name|config|d|viewBox|transform|style|key|id|role|type|href|rel|target|src|code|command|name|icon|kind|tone|tag|by|search|formula|source|license|licence|citation|url|python|keras|accept|allow|sandbox|values|columns|classes|args|fill|stroke|points|transition|animation|background|border|font|cursor|gridTemplateColumns|flex|padding|margin|data-[\w-]+)$/
/** Calls whose strings are for programs or for us: invariants, logs, selectors, queries. */
const UNREAD_CALLS =
  /^(Error|TypeError|RangeError|DOMException|present|assert|expectDefined|querySelector|querySelectorAll|closest|matches|getElementById|addEventListener|removeEventListener|RegExp|matchMedia|createElement|getPropertyValue|setProperty|setAttribute|getAttribute|log|warn|error|debug|mark|measure|require|import|Worker|URL|lazy|join|split|startsWith|endsWith|includes|replace|replaceAll|test|match|indexOf|getContext)$/

/** Calls of the gallery that draw networks and services: the names of nodes in them are saved with a project and never change. */
const DRAWN_CALLS = /^(chain|draw)$/

const LETTERS = /[A-Za-zÀ-ÿ]{2,}/
/** Two words with a space between them, one of them of three letters. */
const PROSE = /[A-Za-z’']{2,}[,.;:!?)”"]* [(“"]?[A-Za-z{]/
/** A capitalized word that stands alone: `Escape` and such are keys, which are listed. */
const WORD = /^[A-Z][a-z]{2,}[.!?:…]?$/
const KEYS =
  /^(Escape|Enter|Tab|Space|Backspace|Delete|Home|End|Insert|Shift|Control|Alt|Meta|ArrowUp|ArrowDown|ArrowLeft|ArrowRight|PageUp|PageDown|Infinity|NaN|Arabic|Latin)$/
/** CSS, paths, selectors, MIME types and identifiers. */
const CODE =
  /^[a-z0-9-]+(\s+[a-z0-9-]+)?$|[{}<>=]|;$|^\.|^\/|^#|\b\d+px\b|\b(rem|fr|ch)\b|var\(--|calc\(|rgba?\(|url\(|^[a-z]+\/[a-z]|\[data-|::|^M ?\d|^@/

/** Text literals under a folder, by file and line. A line with the comment `not text` is passed over. */
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

/** What surrounds a literal: the attribute or property it is the value of, and whether it is shown as it stands. */
interface Around {
  readonly name?: string
  /** Directly a child in JSX, or a branch of a choice that is. */
  readonly isShown?: boolean
  readonly isUnread?: boolean
}

function literalsOf(file: string): Literal[] {
  const source = readFileSync(file, 'utf8')
  const lines = source.split('\n')
  const found: Literal[] = []
  const add = (node: Node, text: string) => {
    const line = source.slice(0, node.start).split('\n').length
    const passed = [lines[line - 2], lines[line - 1]].some((one) => one?.includes('not text'))
    if (!passed) found.push({ file, line, text: text.trim().replace(/\s+/g, ' ') })
  }
  const visit = (value: unknown, around: Around): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, around)
      return
    }
    if (typeof value !== 'object' || value === null || !('type' in value)) return
    const node = value as Node
    if (/^(Import|ExportAll)|^TS(?!As|Satisfies|NonNull)/.test(node.type)) return
    if (file.startsWith('src/gallery/') && DRAWN_CALLS.test(calledIn(node))) return
    if (node.type === 'JSXText' && LETTERS.test(String(node.value))) add(node, String(node.value))
    const text = textOf(node)
    if (text !== undefined && isText(text, around, node.type === 'TemplateLiteral')) add(node, text)
    for (const [key, child] of Object.entries(node)) {
      if (key === 'key' || key === 'callee') continue
      visit(child, inside(node, key, around))
    }
  }
  const { program } = parseSync(file, source, { lang: file.endsWith('x') ? 'tsx' : 'ts' })
  visit(program.body, {})
  return found
}

/** The name of what a call calls; empty for other nodes. */
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

function isText(text: string, { name, isShown, isUnread }: Around, isTemplate: boolean): boolean {
  if (isUnread || !/[A-Za-z]/.test(text)) return false
  if (isShown || (name !== undefined && READ.test(name))) return !isTemplate || /[A-Za-z]{2}/.test(text)
  if (KEYS.test(text)) return false
  if (isTemplate && !/\s/.test(text)) return false
  const plain = isTemplate ? text.replaceAll('{}', ' ') : text
  if (isTemplate && /(^|[\s(])[a-z]{3,}([\s,.;:)]|$)/.test(plain) && !CODE.test(plain.trim())) return true
  return (PROSE.test(text.replaceAll('{}', ' ')) || WORD.test(text)) && !CODE.test(isTemplate ? plain.trim() : text)
}

function inside(node: Node, key: string, around: Around): Around {
  switch (node.type) {
    case 'JSXAttribute': {
      const { name } = node.name as { name: unknown }
      const attribute = typeof name === 'string' ? name : 'namespaced'
      return { name: attribute, isUnread: UNREAD.test(attribute) && !READ.test(attribute) }
    }
    case 'JSXExpressionContainer':
      return around.name === undefined ? { isShown: true } : around
    case 'JSXElement':
    case 'JSXFragment':
      return {}
    case 'ConditionalExpression':
      return key === 'test' ? {} : around
    case 'LogicalExpression':
      return key === 'left' && node.operator === '&&' ? {} : around
    case 'BinaryExpression':
      return node.operator === '+' ? around : { isUnread: true }
    case 'SwitchCase':
      return key === 'test' ? { isUnread: true } : {}
    case 'ArrayExpression':
      return around
    case 'ObjectExpression':
      return around.name === 'args' || around.name === 'inherited' ? { name: 'inherited', isUnread: true } : {}
    case 'Property': {
      if (around.name === 'inherited') return around
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
      return around
    case 'MemberExpression':
      return key === 'property' ? { isUnread: true } : {}
    default:
      return {}
  }
}
