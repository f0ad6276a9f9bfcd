/** @file Line text: what a typed line of the quick add will add, or the first word of it that means nothing. */
import { listsText } from '../../messages/en/canvas/lists'
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { Drawing } from '../../graph/drawing'
import type { CanvasWords } from './catalog'
import type { Choice } from './choices'
import type { Line, Wish } from './line'

const text = listsText.quickAdd

interface LineStatus {
  readonly tone: 'plain' | 'bad'
  readonly text: string
}

/** All that a line asks for, with this choice for its last part; a line that ends with a comma asks for no more. */
export function rowOf(line: Line, typed: string, chosen: Choice | undefined): readonly Wish[] {
  const open = line.before.length > 0 && typed.slice(typed.lastIndexOf(',') + 1).trim() === ''
  return chosen && !open ? [...line.before, line.wishFor(chosen)] : line.found.length > 0 ? line.before : []
}

/** The line below the list: what is wrong, or what a line with more than a name adds; nothing for a name alone. */
export function lineText(
  { nouns, say }: Pick<CanvasWords, 'nouns' | 'say'>,
  line: Line,
  row: readonly Wish[],
): LineStatus | undefined {
  if (line.unknown !== undefined)
    return { tone: 'bad', text: listsText.noMatch({ noun: nouns.node, typed: line.unknown }) }
  const problem = row.find((one) => one.problem)?.problem
  if (problem) return { tone: 'bad', text: say(problem) }
  const [first] = row
  if (!first || (row.length === 1 && first.times === 1 && Object.keys(first.params).length === 0)) return undefined
  return { tone: 'plain', text: text.line({ items: row.map(wishText) }) }
}

function wishText({ choice, params, times }: Wish): string {
  const settings = Object.entries(params).map(([key, value]) => {
    const { label: name = key, type } = choice.specs[key] ?? {}
    return type === 'choice'
      ? String(value)
      : text.setting({ name, value: Array.isArray(value) ? value.join('×') : String(value) })
  })
  return text.item({ title: choice.title, settings, times })
}

/** Kinds and blocks of a drawing as the list names them. */
export function usedIn({ nodes }: Drawing): readonly string[] {
  return nodes.map(({ kind, params }) => (kind === BLOCK ? `block/${params[BLOCK_OF]}` : kind))
}
