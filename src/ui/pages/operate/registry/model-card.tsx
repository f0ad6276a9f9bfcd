/**
 * @file ModelCard: a version's model card: its statements, with stale and unmeasured ones marked, and the sections
 * written by the user.
 */
import { Fragment, useState } from 'react'
import { modelCardText as text } from '../../../../messages/en/operate/model-card'
import type { Card, CardLink, CardPart, CardSentence } from '../../../../ops/model-card/card-sections'
import { Button, classNames } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { useStudio } from '../../../studio-context'
import styles from './registry.module.css'

interface CardProps {
  readonly card: Card
  /** Called after a measurement or an edit of the card. */
  readonly onChanged: () => void
  /** Called when the user asks to reproduce the version. */
  readonly onReproduce: () => void
}

interface SentenceProps extends CardProps {
  readonly sentence: CardSentence
  readonly onLook: (link: CardLink) => void
}

/** The model card of a version. */
export function ModelCard({ card, onChanged, onReproduce }: CardProps) {
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
  const { fresh, link, part } = sentence
  const gray = fresh.tag !== 'fresh'
  if (part) return <UserSection {...{ card, sentence, part, onChanged }} />
  return (
    <li className={classNames(gray && styles.dimmed)}>
      {sentence.text}{' '}
      {card.evidence.some(({ id }) => id === link) && (
        <button type="button" className={styles.source} onClick={() => onLook(link)}>
          {text.evidence[link]}
        </button>
      )}
      {fresh.tag === 'stale' && <span className={styles.source}> {text.stale(fresh)}</span>}
      {fresh.tag === 'not measured' && fresh.command === 'registry.measure' && (
        <Measure card={card} onChanged={onChanged} />
      )}
      {fresh.tag === 'not measured' && fresh.command === 'registry.reproduce' && (
        <Button size="small" onClick={onReproduce}>
          {text.reproduce}
        </Button>
      )}
    </li>
  )
}

function Measure({ card, onChanged }: Pick<CardProps, 'card' | 'onChanged'>) {
  const studio = useStudio()
  const [state, setState] = useState<'no' | 'on' | { readonly why: string }>('no')
  function measure(): void {
    setState('on')
    studio.run('registry.measure', { model: card.model, version: card.version }).then(
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
        {state === 'on' ? text.measuring : text.measure}
      </Button>
      {typeof state === 'object' && <span className={styles.bad}> {state.why}</span>}
    </>
  )
}

/** A section written by the user, which can be edited in place. */
function UserSection(
  props: Pick<CardProps, 'card' | 'onChanged'> & { readonly sentence: CardSentence; readonly part: CardPart },
) {
  const { card, sentence, part, onChanged } = props
  const studio = useStudio()
  const [draft, setDraft] = useState<string>()
  const { fresh } = sentence
  const saved = fresh.tag === 'not written' ? '' : sentence.text
  function save(): void {
    const own = draft ?? ''
    setDraft(undefined)
    void studio.run('registry.describe', { model: card.model, part, text: own }).then(onChanged, onChanged)
  }
  if (draft !== undefined)
    return (
      <li
        onBlur={({ currentTarget, relatedTarget, target }) => {
          // When the field loses focus, the text is saved and editing ends, except when the user switches to another
          // window.
          if (!currentTarget.contains(relatedTarget) && document.activeElement !== target) save()
        }}
      >
        <textarea
          className={styles.userText}
          aria-label={text.part[part]}
          rows={3}
          maxLength={4000}
          value={draft}
          // biome-ignore lint/a11y/noAutofocus: the user just asked to edit this
          autoFocus
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            setDraft(undefined)
          }}
        />
        <Button size="small" tone="primary" onClick={save}>
          {text.save}
        </Button>{' '}
        <Button size="small" onClick={() => setDraft(undefined)}>
          {text.cancel}
        </Button>
      </li>
    )
  return (
    <li className={classNames(fresh.tag !== 'fresh' && styles.dimmed)}>
      {sentence.text}
      {fresh.tag === 'stale' && <span className={styles.source}> {text.stale(fresh)}</span>}{' '}
      <Button
        size="small"
        tone="quiet"
        icon="edit"
        aria-label={text.editPart({ part: text.part[part] })}
        onClick={() => setDraft(saved)}
      >
        {saved === '' ? text.write : fresh.tag === 'stale' ? text.review : text.edit}
      </Button>
    </li>
  )
}
