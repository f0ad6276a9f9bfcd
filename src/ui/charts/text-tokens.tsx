/** @file TextTokens: a text as the network reads it: tokens it knows, those it lacks, what is cut off, what is filled up. Loaded lazily. */
import { useEffect, useState } from 'react'
import { count, counted } from '../../messages/format'
import type { TextTokens as Told } from '../../studio/text-tokens'
import { useSelect, useStudio } from '../studio-context'
import styles from './text-tokens.module.css'
import { aboutTokens, summaryOf } from './token-words'

/** Shown of a text. */
const MOST = 300

export interface TextTokensProps {
  readonly column: string
  /** Of the set in use; or a text that somebody wrote. */
  readonly row?: number
  readonly text?: string
  /** Begins opened. */
  readonly open?: boolean
}

/** Told by the vocabulary of the newest weights, or one fitted on the training rows; nothing where the text is taken whole. */
export default function TextTokens({ column, row, text, open = false }: TextTokensProps) {
  const studio = useStudio()
  const ready = useSelect(({ data }) => (data.tag === 'ready' ? data.split : undefined))
  const prepare = useSelect(({ project }) => project.plan.prepare)
  const run = useSelect((state) => `${state.run.tag === 'idle' ? '' : state.run.id} ${state.run.tag}`)
  const [told, setTold] = useState<Told>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run, other steps or another split have another vocabulary
  useEffect(() => {
    let closed = false
    const asked = { column, ...(text === undefined ? { row } : { text }) }
    studio.run('data.tokens', asked).then(
      (answer) => {
        if (!closed) setTold(answer as Told | undefined)
      },
      () => undefined,
    )
    return () => {
      closed = true
    }
  }, [studio, column, row, text, ready, prepare, run])
  if (!told || told.tokens.length + told.fill === 0) return null
  const { tokens, fill, pad } = told
  const filled = fill > 0 && (
    <span data-state="fill" title="0, for there is no more text">
      {count(fill)} × fill
    </span>
  )
  return (
    <details className={styles.tokens} open={open}>
      <summary>{summaryOf(told)}</summary>
      <p className={styles.pieces}>
        {pad === 'left' && filled}
        {tokens.slice(0, MOST).map(({ text: piece, state, id }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
          <span key={i} data-state={state} title={titleOf(state, id)}>
            {piece.trim() === '' ? '␣' : piece}
            {state === 'unknown' && <i>{'<unk>'}</i>}
          </span>
        ))}
        {tokens.length > MOST && ` and ${counted(tokens.length - MOST, 'more', 'more')}`}
        {pad === 'right' && filled}
      </p>
      <p className={styles.about}>{aboutTokens(told)}</p>
    </details>
  )
}

function titleOf(state: Told['tokens'][number]['state'], id: number | undefined): string {
  if (state === 'cut') return 'cut off: the network does not see it'
  if (state === 'known') return `number ${id}`
  return id === undefined
    ? 'not in the vocabulary: it counts for nothing'
    : `not in the vocabulary: number ${id}, as all such`
}
