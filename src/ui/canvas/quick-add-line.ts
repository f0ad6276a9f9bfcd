/**
 * @file Quick add lines such as `conv 16 3 same, batch, relu, residual 16 x3`: layers with their parameters, in sequence;
 * and the status text for what a line will add or the first word that cannot be interpreted.
 */
import type { LooseParams, NodeDef } from '../../catalog/node-def'
import { type ParamSpec, type ParamSpecs, type ParamValue, problemOf } from '../../catalog/params'
import { rowProblem } from '../../graph/append-node'
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { Drawing } from '../../graph/drawing'
import { listsText } from '../../messages/en/canvas/lists'
import { type Message, message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import type { CatalogText } from './canvas-catalog'
import type { Choice } from './quick-add-choices'

/** One item of a line: a layer, possibly repeated. */
export interface LineItem {
  readonly choice: Choice
  readonly params: LooseParams
  readonly times: number
  /** Why this item cannot be added with these parameters. */
  readonly problem?: Message | Problem
}

export interface QuickAddLine {
  /** Items parsed before the last comma. */
  readonly before: readonly LineItem[]
  /** The first item before the last comma that matches nothing. */
  readonly unknown?: string
  /** Choices that match the text after the last comma, best first. */
  readonly matches: readonly Choice[]
  /** Interprets the text after the last comma as this choice. */
  itemFor(choice: Choice): LineItem
}

/** Parses a line. Among equally good matches, recently used choices rank first. */
export function parseLine(typed: string, offered: readonly Choice[], used: readonly string[] = []): QuickAddLine {
  const parts = withoutCommasOfTitles(typed, offered).split(',')
  const last = parts.pop() ?? ''
  let recent = used
  const before: LineItem[] = []
  let unknown: string | undefined
  for (const part of parts) {
    if (part.trim() === '') continue
    const { matches, values, name } = splitPart(part, usedFirst(offered, recent))
    const [choice] = matches
    if (!choice) unknown ??= part.trim()
    else {
      before.push(parseItem(choice, name, values))
      recent = [choice.kind, ...recent]
    }
  }
  const { matches, values, name } =
    last.trim() === '' ? { matches: offered, values: [], name: '' } : splitPart(last, usedFirst(offered, recent))
  return {
    before,
    matches,
    itemFor: (choice) => parseItem(choice, name, values),
    ...(unknown === undefined ? {} : { unknown }),
  }
}

/** Removes commas from titles that contain them, so that a title is not split into several items. */
function withoutCommasOfTitles(typed: string, offered: readonly Choice[]): string {
  let text = typed
  for (const title of offered.map((one) => one.title.toLowerCase()).filter((one) => one.includes(','))) {
    for (let at = text.toLowerCase().indexOf(title); at >= 0; at = text.toLowerCase().indexOf(title, at + 1)) {
      const name = text.slice(at, at + title.length).replaceAll(',', ' ')
      text = text.slice(0, at) + name + text.slice(at + title.length)
    }
  }
  return text
}

function usedFirst(offered: readonly Choice[], recent: readonly string[]): readonly Choice[] {
  const known = offered.filter(({ kind }) => recent.includes(kind))
  return known.length === 0 ? offered : [...known, ...offered.filter(({ kind }) => !recent.includes(kind))]
}

/**
 * Splits an item into its name and values. The name ends before the first number; without a number, it is the longest
 * sequence of leading words that matches a choice.
 */
function splitPart(part: string, offered: readonly Choice[]) {
  const all = part.trim().split(/\s+/)
  const number = all.findIndex((word, i) => i > 0 && IS_VALUE.test(word))
  let most = number < 0 ? all.length : number
  let matches = findKinds(all.slice(0, most).join(' '), offered)
  while (matches.length === 0 && most > 1) {
    most--
    matches = findKinds(all.slice(0, most).join(' '), offered)
  }
  return { matches, name: all.slice(0, most).join(' '), values: all.slice(most) }
}

/** Matches 16, 0.5, 3x3, x3 and name=value. A dimension such as 2d belongs to the name. */
const IS_VALUE = /^(-?\d+(\.\d+)?([x×]\d+)*|[x×]\d+|.+=.*)$/i
const TIMES = /^[x×](\d+)$/i

function parseItem(choice: Choice, name: string, values: readonly string[]): LineItem {
  const { specs } = choice
  const params: Record<string, ParamValue> = {}
  let times = 1
  // A name such as "softmax" stands for a layer with this activation.
  const option = isNamedBy(choice, name) ? undefined : optionOf(specs, name, {}, 'exact')
  if (option) params[option.key] = option.value
  for (const word of values) {
    const repeat = TIMES.exec(word)
    if (repeat) {
      times = Number(repeat[1])
      continue
    }
    const set = settingOf(specs, word, params)
    if (!set)
      return {
        choice,
        params,
        times,
        problem: message('row-word', { layer: choice.title, word, takes: positionalLabels(specs) }),
      }
    const problem = problemOf(set.spec, set.value)
    if (problem) return { choice, params, times, problem }
    params[set.key] = set.value
  }
  return { choice, params, times }
}

interface Setting {
  readonly key: string
  readonly spec: ParamSpec
  readonly value: ParamValue
}

function settingOf(specs: ParamSpecs, word: string, taken: LooseParams): Setting | undefined {
  const named = /^(.+?)=(.*)$/.exec(word)
  if (named) {
    const [, name = '', text = ''] = named
    const match = Object.entries(specs).find(([key, { label }]) =>
      [key, label].some((one) => normalize(one).startsWith(normalize(name))),
    )
    return match && { key: match[0], spec: match[1], value: parseValue(match[1], text) }
  }
  if (/^-?\d/.test(word)) {
    const next = numberSpecs(specs).find(([key]) => !Object.hasOwn(taken, key))
    return next && { key: next[0], spec: next[1], value: parseValue(next[1], word) }
  }
  return (
    optionOf(specs, word, taken, 'exact') ?? optionOf(specs, word, taken, 'beginning') ?? flagOf(specs, word, taken)
  )
}

/** With fewer letters, a word would turn on a parameter by accident. */
const MIN_FLAG = 3

/** Finds the parameter that is on or off and whose label has a word with this beginning, such as "seq"; turns it on. */
function flagOf(specs: ParamSpecs, word: string, taken: LooseParams): Setting | undefined {
  const wanted = normalize(word)
  if (wanted.length < MIN_FLAG) return undefined
  const found = flagSpecs(specs).find(
    ([key, { label }]) =>
      !Object.hasOwn(taken, key) && label.split(/\s+/).some((part) => normalize(part).startsWith(wanted)),
  )
  return found && { key: found[0], spec: found[1], value: true }
}

function flagSpecs(specs: ParamSpecs): readonly [string, ParamSpec][] {
  return Object.entries(specs).filter(([, { type, advanced }]) => type === 'flag' && !advanced)
}

/** Finds the parameter of a choice that has an option with this name. Parameters listed under "More" are tried last. */
function optionOf(
  specs: ParamSpecs,
  word: string,
  taken: LooseParams,
  how: 'exact' | 'beginning',
): Setting | undefined {
  const wanted = normalize(word)
  if (wanted === '') return undefined
  const fits = (option: string) =>
    how === 'exact' ? normalize(option) === wanted : normalize(option).startsWith(wanted)
  for (const hidden of [false, true]) {
    for (const [key, spec] of Object.entries(specs)) {
      if (spec.type !== 'choice' || (spec.advanced ?? false) !== hidden || Object.hasOwn(taken, key)) continue
      const value = spec.options.find(fits)
      if (value !== undefined) return { key, spec, value }
    }
  }
  return undefined
}

function numberSpecs(specs: ParamSpecs): readonly [string, ParamSpec][] {
  return Object.entries(specs).filter(
    ([, { type, advanced }]) => !advanced && (type === 'int' || type === 'float' || type === 'window'),
  )
}

/** Labels of the parameters that a line can set without naming them, in order. */
function positionalLabels(specs: ParamSpecs): readonly string[] {
  const choices = Object.entries(specs).filter(([, { type, advanced }]) => type === 'choice' && !advanced)
  return [...numberSpecs(specs), ...choices, ...flagSpecs(specs)].map(([, { label }]) => label)
}

function parseValue(spec: ParamSpec, text: string): ParamValue {
  switch (spec.type) {
    case 'int':
    case 'float':
      return Number(text)
    case 'window':
    case 'ints': {
      const each = text.split(/[x×]/i).map(Number)
      return each.length === 1 && spec.type === 'window' ? Number(text) : each
    }
    case 'flag':
      return /^(1|yes|on|true)$/i.test(text) ? true : /^(0|no|off|false)$/i.test(text) ? false : text
    case 'choice':
      return spec.options.find((option) => normalize(option) === normalize(text)) ?? text
    case 'text':
      return text
    case 'columns':
      return [text]
    default:
      return spec satisfies never
  }
}

function isNamedBy({ title, kind }: Choice, name: string): boolean {
  return [title, kind].some((one) => normalize(one).includes(normalize(name)))
}

const text = listsText.quickAdd

interface LineStatus {
  readonly tone: 'plain' | 'bad'
  readonly text: string
}

/** All items of a line, with `chosen` as the last item. A trailing comma adds no item. */
export function itemsOf(line: QuickAddLine, typed: string, chosen: Choice | undefined): readonly LineItem[] {
  const endsWithComma = line.before.length > 0 && typed.slice(typed.lastIndexOf(',') + 1).trim() === ''
  return chosen && !endsWithComma ? [...line.before, line.itemFor(chosen)] : line.matches.length > 0 ? line.before : []
}

/**
 * The status below the list: a problem, or a summary of the line if it contains more than a name. Undefined if the line
 * is only a name.
 */
export function lineText(
  { nouns, problemText }: Pick<CatalogText, 'nouns' | 'problemText'>,
  line: QuickAddLine,
  row: readonly LineItem[],
): LineStatus | undefined {
  if (line.unknown !== undefined)
    return { tone: 'bad', text: listsText.noMatch({ noun: nouns.node, typed: line.unknown }) }
  const problem =
    row.find((one) => one.problem)?.problem ??
    rowProblem(row.map(({ choice, times }) => ({ ...choice.addable, times })))
  if (problem) return { tone: 'bad', text: problemText(problem) }
  const [first] = row
  if (!first || (row.length === 1 && first.times === 1 && Object.keys(first.params).length === 0)) return undefined
  return { tone: 'plain', text: text.line({ items: row.map(itemText) }) }
}

function itemText({ choice, params, times }: LineItem): string {
  const settings = Object.entries(params).map(([key, value]) => {
    const { label: name = key, type } = choice.specs[key] ?? {}
    return type === 'choice'
      ? String(value)
      : text.setting({ name, value: Array.isArray(value) ? value.join('×') : String(value) })
  })
  return text.item({ title: choice.title, settings, times })
}

/** The kinds and blocks used in a drawing, as `Choice.kind` values. */
export function usedKinds({ nodes }: Drawing): readonly string[] {
  return nodes.map(({ kind, params }) => (kind === BLOCK ? `block/${params[BLOCK_OF]}` : kind))
}

/** The fields of a kind or a block that are searched. */
type Searchable = Pick<NodeDef<unknown>, 'kind' | 'title' | 'summary' | 'search'>

/**
 * The kinds that match a query, best first. Ranking: exact title; first word of the title; alternative name; any whole
 * word of the title; prefix of the title; prefix of a word; part of a name; prefix of a word in the summary.
 */
export function findKinds<T extends Searchable>(query: string, among: readonly T[]): readonly T[] {
  const normalized = normalize(query)
  if (normalized === '') return among
  return among
    .map((def, order) => ({ def, order, rank: rankOf(def, normalized) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ def }) => def)
}

const NO_MATCH = 8

function rankOf(def: Searchable, normalized: string): number {
  const title = normalize(def.title)
  const words = def.title.split(/[\s,]+/).map(normalize)
  if (title === normalized) return 0
  if (words[0] === normalized) return 1
  if ((def.search ?? '').split(/\s+/).some((word) => normalize(word) === normalized)) return 2
  if (words.includes(normalized)) return 3
  if (title.startsWith(normalized) || normalize(def.kind).startsWith(normalized)) return 4
  if (words.some((word) => word.startsWith(normalized))) return 5
  if (normalize(def.search ?? '').includes(normalized) || title.includes(normalized)) return 6
  if (def.summary.split(/\s+/).some((word) => normalize(word).startsWith(normalized))) return 7
  return NO_MATCH
}

/** Reduces text to lowercase letters and digits, so that "Conv 2D" equals "conv2d". */
export function normalize(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
