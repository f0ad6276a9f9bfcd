/**
 * @file TextTokens: shows how the network reads a piece of text: known and unknown tokens, truncated tokens, and
 * padding. Loads lazily.
 */
import { tokensText as catalog } from '../../messages/en/charts'
import type { TextTokens as Reading } from '../../studio/data/text-tokens'
import { useResult } from '../kit/use-on-change'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './text-tokens.module.css'

/** Maximum number of tokens shown. */
const MAX_TOKENS = 300

export interface TextTokensProps {
  readonly column: string
  /** Row of the dataset in use. Omitted for text that the user typed. */
  readonly row?: number
  readonly text?: string
  /** Whether the token view is open initially. */
  readonly open?: boolean
}

/**
 * Uses the vocabulary stored with the newest weights, or else a vocabulary fitted on the training set. Renders nothing
 * if the text is not tokenized.
 */
export default function TextTokens({ column, row, text, open = false }: TextTokensProps) {
  const studio = useStudio()
  const ready = useSelect(({ data }) => (data.tag === 'ready' ? data.split : undefined))
  const prepare = useSelect(({ project }) => project.plan.prepare)
  const run = useSelect((state) => `${state.run.tag === 'idle' ? '' : state.run.id} ${state.run.tag}`)
  // Another run, other steps or another split have another vocabulary.
  const { value: reading } = useResult([studio, column, row, text, ready, prepare, run], () =>
    studio.run('data.tokens', { column, ...(text === undefined ? { row } : { text }) }),
  )
  if (!reading || reading.tokens.length + reading.fill === 0) return null
  const { tokens, fill, pad } = reading
  const filled = fill > 0 && (
    <span data-state="fill" title={catalog.paddingTip}>
      {catalog.padding({ positions: fill })}
    </span>
  )
  return (
    <details className={kit.caption} open={open}>
      <summary>{summaryOf(reading)}</summary>
      <p className={`${kit.wrap} ${styles.pieces}`}>
        {pad === 'left' && filled}
        {tokens.slice(0, MAX_TOKENS).map(({ text: piece, state, id }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is identified by its position
          <span key={i} data-state={state} title={titleOf(state, id)} translate="no">
            {piece.trim() === '' ? '␣' : piece}
            {/* not text: the usual name of the token */}
            {state === 'unknown' && <i>{'<unk>'}</i>}
          </span>
        ))}
        {tokens.length > MAX_TOKENS && ` ${catalog.more({ tokens: tokens.length - MAX_TOKENS })}`}
        {pad === 'right' && filled}
      </p>
      <p className={styles.about}>{vocabularyText(reading)}</p>
    </details>
  )
}

function titleOf(state: Reading['tokens'][number]['state'], id: number | undefined): string {
  if (state === 'cut') return catalog.cut
  if (id === undefined) return catalog.ignored
  return state === 'known' ? catalog.known({ id }) : catalog.unknown({ id })
}

function summaryOf({ tokens, fill }: Reading): string {
  const of = (state: string) => tokens.filter((token) => token.state === state).length
  return catalog.summary({ tokens: tokens.length, unknown: of('unknown'), cut: of('cut'), padding: fill })
}

/** Describes the source and size of the vocabulary. */
function vocabularyText({ as, of, vocabulary: size, length: positions, by, rows = 0 }: Reading): string {
  if (as === 'buckets') return catalog.buckets({ buckets: size })
  return by === 'run' ? catalog.ofRun({ of, size, positions }) : catalog.ofRows({ of, size, positions, rows })
}
