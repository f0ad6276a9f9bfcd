/** @file CardView: a model card: what holds, what went stale, what was not measured beside what measures it, and what a person writes. */
import { Fragment, useState } from 'react'
import type { Card, CardLink, CardPart, CardSentence } from '../../../../ops/card/sentence'
import { Button, join } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { useStudio } from '../../../studio-context'
import styles from './registry.module.css'

interface CardProps {
  readonly card: Card
  /** Something was measured or written. */
  readonly onChanged: () => void
  /** It is to be trained again. */
  readonly onReproduce: () => void
}

interface SentenceProps extends CardProps {
  readonly sentence: CardSentence
  readonly onLook: (link: CardLink) => void
}

/** The card of a version. */
export function CardView({ card, onChanged, onReproduce }: CardProps) {
  const [link, setLink] = useState<CardLink>()
  const shown = card.evidence.find(({ id }) => id === link)
  return (
    <div className={styles.card}>
      {shown && (
        <Dialog open title={shown.title} width="wide" onClose={() => setLink(undefined)}>
          <dl className={styles.facts}>
            {shown.facts.map(([name, value], i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names may come twice, and keep their places
              <Fragment key={i}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </Fragment>
            ))}
          </dl>
        </Dialog>
      )}
      {card.sections.map(({ id, title, sentences }) => (
        <section key={id} aria-label={title}>
          <h5>{title}</h5>
          <ul>
            {sentences.map((sentence, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sentences of a section keep their places
              <Sentence key={i} {...{ card, sentence, onChanged, onReproduce }} onLook={setLink} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Sentence({ card, sentence, onChanged, onReproduce, onLook }: SentenceProps) {
  const { text, fresh, link, part } = sentence
  const grey = fresh.tag !== 'fresh'
  if (part) return <Written {...{ card, sentence, part, onChanged }} />
  return (
    <li className={join(grey && styles.grey)}>
      {text}{' '}
      <button type="button" className={styles.from} onClick={() => onLook(link)}>
        {LINKS[link]}
      </button>
      {fresh.tag === 'stale' && <span className={styles.from}> stale: {fresh.why}</span>}
      {fresh.tag === 'not measured' && fresh.command === 'registry.measure' && (
        <Measure args={fresh.args} onChanged={onChanged} />
      )}
      {fresh.tag === 'not measured' && fresh.command === 'registry.reproduce' && (
        <Button size="small" onClick={onReproduce}>
          Reproduce
        </Button>
      )}
    </li>
  )
}

function Measure({ args, onChanged }: Pick<CardProps, 'onChanged'> & { readonly args: object }) {
  const studio = useStudio()
  const [state, setState] = useState<'no' | 'on' | { readonly why: string }>('no')
  function measure(): void {
    setState('on')
    studio.run('registry.measure', args).then(
      () => {
        setState('no')
        onChanged()
      },
      (error: unknown) => setState({ why: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <>
      {' '}
      <Button size="small" disabled={state === 'on'} onClick={measure}>
        {state === 'on' ? 'Measuring…' : 'Measure'}
      </Button>
      {typeof state === 'object' && <span className={styles.bad}> {state.why}</span>}
    </>
  )
}

/** A person's own words, edited in place. */
function Written(
  props: Pick<CardProps, 'card' | 'onChanged'> & { readonly sentence: CardSentence; readonly part: CardPart },
) {
  const { card, sentence, part, onChanged } = props
  const studio = useStudio()
  const [draft, setDraft] = useState<string>()
  const { fresh, text } = sentence
  const kept = fresh.tag === 'not written' ? '' : text
  function save(): void {
    const words = draft ?? ''
    setDraft(undefined)
    void studio.run('registry.describe', { model: card.model, part, text: words }).then(onChanged, onChanged)
  }
  if (draft !== undefined)
    return (
      <li
        onBlur={({ currentTarget, relatedTarget, target }) => {
          // Leaving keeps it; a window that is left for another keeps it open.
          if (!currentTarget.contains(relatedTarget) && document.activeElement !== target) save()
        }}
      >
        <textarea
          className={styles.words}
          aria-label={PARTS[part]}
          rows={3}
          maxLength={4000}
          value={draft}
          // biome-ignore lint/a11y/noAutofocus: the person asked to write here
          autoFocus
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            setDraft(undefined)
          }}
        />
        <Button size="small" tone="primary" onClick={save}>
          Keep
        </Button>{' '}
        <Button size="small" onClick={() => setDraft(undefined)}>
          Cancel
        </Button>
      </li>
    )
  return (
    <li className={join(fresh.tag !== 'fresh' && styles.grey)}>
      {text}
      {fresh.tag === 'stale' && <span className={styles.from}> stale: {fresh.why}</span>}{' '}
      <Button size="small" tone="quiet" icon="edit" aria-label={`Write: ${PARTS[part]}`} onClick={() => setDraft(kept)}>
        {kept === '' ? 'Write' : fresh.tag === 'stale' ? 'Read it through' : 'Edit'}
      </Button>
    </li>
  )
}

const PARTS = { use: 'What it is for', misuse: 'What it is not for', limits: 'Its limits' } as const
/** Where the evidence of a sentence lies, as it is told beside it. */
const LINKS: { readonly [L in CardSentence['link']]: string } = {
  drawing: 'from its drawing',
  record: 'from its record',
  data: 'from its data',
  metrics: 'from its evaluation',
  slices: 'from its slices',
  run: 'from its run',
  moves: 'from the moves of its flags',
  words: '',
}
