/** @file What a line of the quick add will make, in words; or the one word of it that means nothing. */
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { Drawing } from '../../graph/drawing'
import type { CanvasWords } from './catalog'
import type { Choice } from './choices'
import type { Line, Wish } from './line'

interface Said {
  readonly tone: 'plain' | 'bad'
  readonly words: string
}

/** All that a line asks for, with this choice for its last part; a line that ends with a comma asks for no more. */
export function rowOf(line: Line, typed: string, chosen: Choice | undefined): readonly Wish[] {
  const open = line.before.length > 0 && typed.slice(typed.lastIndexOf(',') + 1).trim() === ''
  return chosen && !open ? [...line.before, line.wishFor(chosen)] : line.found.length > 0 ? line.before : []
}

/** What to say under the list: what is wrong, or what a line with more than a name makes; nothing for a name alone. */
export function lineWords(
  { nouns, say }: Pick<CanvasWords, 'nouns' | 'say'>,
  line: Line,
  row: readonly Wish[],
): Said | undefined {
  if (line.unknown !== undefined) return { tone: 'bad', words: `No ${nouns.node} is called "${line.unknown}".` }
  const problem = row.find((one) => one.problem)?.problem
  if (problem) return { tone: 'bad', words: say(problem) }
  const [first] = row
  if (!first || (row.length === 1 && first.times === 1 && Object.keys(first.params).length === 0)) return undefined
  return { tone: 'plain', words: row.map(wishWords).join(' → ') }
}

function wishWords({ choice, params, times }: Wish): string {
  const set = Object.entries(params).map(([key, value]) => {
    const { label = key, type } = choice.specs[key] ?? {}
    return type === 'choice'
      ? String(value)
      : `${label.toLowerCase()} ${Array.isArray(value) ? value.join('×') : value}`
  })
  const many = times === 1 ? '' : ` ×${times}`
  return set.length === 0 ? `${choice.title}${many}` : `${choice.title} (${set.join(', ')})${many}`
}

/** Kinds and blocks of a drawing as the list names them. */
export function usedIn({ nodes }: Drawing): readonly string[] {
  return nodes.map(({ kind, params }) => (kind === BLOCK ? `block/${params[BLOCK_OF]}` : kind))
}
