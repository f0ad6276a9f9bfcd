/** @file Lines of the quick add: `conv 16 3 same, batch, relu, residual 16 x3` as layers with their settings, to be added in sequence. */
import type { Problem } from '../../messages/problem'
import { type Message, message } from '../../messages/message'
import type { LooseParams } from '../../catalog/node-def'
import { type ParamSpec, type ParamSpecs, type ParamValue, problemOf } from '../../catalog/params'
import type { Choice } from './choices'
import { findKinds, plain } from './find-kinds'

/** One layer, or several alike, as a line asks for it. */
export interface Wish {
  readonly choice: Choice
  readonly params: LooseParams
  readonly times: number
  /** Why it cannot be added like that. */
  readonly problem?: Message | Problem
}

export interface Line {
  /** The parts before the last comma. */
  readonly before: readonly Wish[]
  /** A part before the last comma that matches nothing. */
  readonly unknown?: string
  /** The choices that match the last part, best first. */
  readonly found: readonly Choice[]
  /** The last part, if it means this choice. */
  wishFor(choice: Choice): Wish
}

/** Reads a line. Among equally good matches, those used before come first. */
export function readLine(typed: string, offered: readonly Choice[], used: readonly string[] = []): Line {
  const parts = withoutCommasOfTitles(typed, offered).split(',')
  const last = parts.pop() ?? ''
  let recent = used
  const before: Wish[] = []
  let unknown: string | undefined
  for (const part of parts) {
    if (part.trim() === '') continue
    const { found, values, name } = split(part, usedFirst(offered, recent))
    const [choice] = found
    if (!choice) unknown ??= part.trim()
    else {
      before.push(wish(choice, name, values))
      recent = [choice.kind, ...recent]
    }
  }
  const { found, values, name } =
    last.trim() === '' ? { found: offered, values: [], name: '' } : split(last, usedFirst(offered, recent))
  return {
    before,
    found,
    wishFor: (choice) => wish(choice, name, values),
    ...(unknown === undefined ? {} : { unknown }),
  }
}

/** A title with a comma in it is one name. */
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

/** The name is the part before the first number; without one, as many words as still match something. */
function split(part: string, offered: readonly Choice[]) {
  const all = part.trim().split(/\s+/)
  const number = all.findIndex((word, i) => i > 0 && IS_VALUE.test(word))
  let most = number < 0 ? all.length : number
  let found = findKinds(all.slice(0, most).join(' '), offered)
  while (found.length === 0 && most > 1) {
    most--
    found = findKinds(all.slice(0, most).join(' '), offered)
  }
  return { found, name: all.slice(0, most).join(' '), values: all.slice(most) }
}

/** 16, 0.5, 3x3, x3, name=value. A side such as 2d is part of a name. */
const IS_VALUE = /^(-?\d+(\.\d+)?([x×]\d+)*|[x×]\d+|.+=.*)$/i
const TIMES = /^[x×](\d+)$/i

function wish(choice: Choice, name: string, values: readonly string[]): Wish {
  const { specs } = choice
  const params: Record<string, ParamValue> = {}
  let times = 1
  // A name such as softmax sets an activation.
  const meant = isNamedBy(choice, name) ? undefined : optionOf(specs, name, {}, 'exact')
  if (meant) params[meant.key] = meant.value
  for (const word of values) {
    const many = TIMES.exec(word)
    if (many) {
      times = Number(many[1])
      continue
    }
    const set = settingOf(specs, word, params)
    if (!set)
      return {
        choice,
        params,
        times,
        problem: message('row-word', { layer: choice.title, word, takes: inOrder(specs) }),
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
    const found = Object.entries(specs).find(([key, { label }]) =>
      [key, label].some((one) => plain(one).startsWith(plain(name))),
    )
    return found && { key: found[0], spec: found[1], value: readAs(found[1], text) }
  }
  if (/^-?\d/.test(word)) {
    const next = numbers(specs).find(([key]) => !Object.hasOwn(taken, key))
    return next && { key: next[0], spec: next[1], value: readAs(next[1], word) }
  }
  return optionOf(specs, word, taken, 'exact') ?? optionOf(specs, word, taken, 'beginning')
}

/** A choice by one of its options; those behind "More" come last. */
function optionOf(
  specs: ParamSpecs,
  word: string,
  taken: LooseParams,
  how: 'exact' | 'beginning',
): Setting | undefined {
  const wanted = plain(word)
  if (wanted === '') return undefined
  const fits = (option: string) => (how === 'exact' ? plain(option) === wanted : plain(option).startsWith(wanted))
  for (const hidden of [false, true]) {
    for (const [key, spec] of Object.entries(specs)) {
      if (spec.type !== 'choice' || (spec.advanced ?? false) !== hidden || Object.hasOwn(taken, key)) continue
      const value = spec.options.find(fits)
      if (value !== undefined) return { key, spec, value }
    }
  }
  return undefined
}

function numbers(specs: ParamSpecs): readonly [string, ParamSpec][] {
  return Object.entries(specs).filter(
    ([, { type, advanced }]) => !advanced && (type === 'int' || type === 'float' || type === 'window'),
  )
}

/** The labels of the settings that a line takes without their names, in order. */
function inOrder(specs: ParamSpecs): readonly string[] {
  const choices = Object.values(specs).filter(({ type, advanced }) => type === 'choice' && !advanced)
  return [...numbers(specs).map(([, spec]) => spec), ...choices].map(({ label }) => label)
}

function readAs(spec: ParamSpec, text: string): ParamValue {
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
      return spec.options.find((option) => plain(option) === plain(text)) ?? text
    case 'text':
      return text
    case 'columns':
      return [text]
    default:
      return spec satisfies never
  }
}

function isNamedBy({ title, kind }: Choice, name: string): boolean {
  return [title, kind].some((one) => plain(one).includes(plain(name)))
}
