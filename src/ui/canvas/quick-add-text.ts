/** @file Status text of the quick add: what the typed line will add, or the first word it cannot interpret. */
import { listsText } from '../../messages/en/canvas/lists'
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { Drawing } from '../../graph/drawing'
import type { CatalogText } from './canvas-catalog'
import type { Choice } from './quick-add-choices'
import type { QuickAddLine, LineItem } from './quick-add-line'

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
  const problem = row.find((one) => one.problem)?.problem
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
