/** @file VersionPanel: the details of a version: its model card, controls to reproduce it, and its network. */

import { Fragment, useCallback, useEffect, useRef, useState } from 'react'
import { errorMessage } from '../../../../base/result'
import { cardText, modelCardText } from '../../../../messages/en/operate/model-card'
import { registryText } from '../../../../messages/en/operate/registry'
import {
  type Card,
  type CardLink,
  type CardPart,
  type CardSentence,
  EVALUATED_PARTS,
  type EvaluatedPart,
} from '../../../../ops/model-card/card-parts'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import type { Reproduced } from '../../../../studio/operate/registry/reproduce'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { IconButton } from '../../../kit/icon-button'
import { Progress } from '../../../kit/progress'
import { Select } from '../../../kit/select'
import { useLoaded } from '../../../kit/use-on-change'
import { fileName, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useStudio } from '../../../studio-context'
import { Panel, Trouble } from './panel'
import kit from '../../../kit/kit.module.css'
import styles from './registry.module.css'

interface VersionProps {
  readonly registryModel: RegistryModel
  readonly version: number
  readonly onClose: () => void
}

const { panel: text } = registryText

/** The details of a version. */
export function VersionPanel({ registryModel, version, onClose }: VersionProps) {
  const studio = useStudio()
  const run = useRunCommand()
  const { model } = registryModel
  const [changes, setChanges] = useState(0)
  const read = useCallback(() => setChanges((n) => n + 1), [])
  // The card lists the version's aliases and alias moves, so it is read again when the model changes.
  const { value: card, why } = useLoaded(
    [studio, model, version],
    () => studio.run('registry.card', { model, version }) as Promise<Card>,
    [registryModel, changes],
  )
  const training = useReproduction(model, version, read)

  async function save(format: 'markdown' | 'html'): Promise<void> {
    const card = await studio.run('registry.card', { model, version, format })
    if (typeof card !== 'string') return
    const name = fileName(`${model} v${version} card`, format === 'html' ? 'html' : 'md')
    saveBytes(name, new TextEncoder().encode(card), format === 'html' ? 'text/html' : 'text/markdown')
  }
  return (
    <Panel
      title={text.title({ version })}
      head={
        <>
          <span className={kit.grow} />
          <Button size="small" icon="build" disabled={!card} onClick={() => run('registry.open', { model, version })}>
            {text.openNetwork}
          </Button>
          <Button size="small" icon="download" disabled={!card} onClick={() => void save('markdown')}>
            {text.markdown}
          </Button>
          <Button size="small" icon="download" disabled={!card} onClick={() => void save('html')}>
            {text.html}
          </Button>
          <IconButton label={text.close} icon="close" tone="quiet" size="small" tip="none" onClick={onClose} />
        </>
      }
    >
      <Trouble why={why} />
      {card && <Reproduce training={training} />}
      {card && <Sections key={`${model} ${version}`} card={card} onChanged={read} />}
      {card && <ModelCard card={card} onChanged={read} onReproduce={training.start} />}
    </Panel>
  )
}

const { reproduce: reproduceText } = registryText

/** Controls for reproducing a version, shown above the model card. */
function Reproduce({ training: { state, start, stop } }: { readonly training: Reproduction }) {
  if (state.tag === 'on')
    return (
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <Progress
          label={reproduceText.progress}
          share={state.share}
          text={reproduceText.share({ share: state.share })}
        />
        <Button size="small" onClick={stop}>
          {reproduceText.stop}
        </Button>
      </div>
    )
  return (
    <div className={`${kit.wrapWide} ${kit.below}`}>
      <Button size="small" icon="play" onClick={start}>
        {reproduceText.start}
      </Button>
      {state.tag === 'no' && <span className={kit.soft}>{reproduceText.about}</span>}
      {state.tag === 'failed' && <span className={kit.bad}>{state.why}</span>}
      {state.tag === 'done' && (
        <span role="status">
          <b data-verdict={VERDICTS[state.found.verdict]}>{reproduceText.verdict[state.found.verdict]}</b>{' '}
          {state.found.sentence}
        </span>
      )}
    </div>
  )
}

const VERDICTS = { same: 'passed', differs: 'failed', cannot: 'unsure' } as const

type ReproductionState =
  | { readonly tag: 'no' }
  | { readonly tag: 'on'; readonly share: number }
  | { readonly tag: 'done'; readonly found: Reproduced }
  | { readonly tag: 'failed'; readonly why: string }

interface Reproduction {
  readonly state: ReproductionState
  readonly start: () => void
  readonly stop: () => void
}

/** The training run that reproduces a version; it stops when the panel closes. */
function useReproduction(model: string, version: number, onDone: () => void): Reproduction {
  const studio = useStudio()
  const [state, setState] = useState<ReproductionState>({ tag: 'no' })
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])
  const stop = useCallback(() => abort.current?.abort(), [])
  const start = useCallback(() => {
    const controller = new AbortController()
    abort.current = controller
    setState({ tag: 'on', share: 0 })
    const onProgress = (share: number) => setState((now) => (now.tag === 'on' ? { tag: 'on', share } : now))
    studio.run('registry.reproduce', { model, version, signal: controller.signal, onProgress }).then(
      (result) => {
        setState({ tag: 'done', found: result as Reproduced })
        onDone()
      },
      (error: unknown) => {
        if (controller.signal.aborted) setState({ tag: 'no' })
        else setState({ tag: 'failed', why: errorMessage(error) })
      },
    )
  }, [studio, model, version, onDone])
  return { state, start, stop }
}

// ModelCard: a version's model card: its statements, with stale and unmeasured ones marked, and the sections written
// by the user.

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
function ModelCard({ card, onChanged, onReproduce }: CardProps) {
  const [link, setLink] = useState<CardLink>()
  const shown = card.evidence.find(({ id }) => id === link)
  return (
    <div className={styles.card}>
      {shown && (
        <Dialog open title={shown.title} width="wide" onClose={() => setLink(undefined)}>
          <dl className={kit.facts}>
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
          <h5 className={kit.caption}>{title}</h5>
          <ul className={kit.bullets}>
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
    <li className={gray ? kit.faint : undefined}>
      {sentence.text}{' '}
      {card.evidence.some(({ id }) => id === link) && (
        <button type="button" className={`${kit.link} ${kit.faintCaption}`} onClick={() => onLook(link)}>
          {modelCardText.evidence[link]}
        </button>
      )}
      {fresh.tag === 'stale' && <span className={kit.faintCaption}> {modelCardText.stale(fresh)}</span>}
      {fresh.tag === 'not measured' && fresh.command === 'registry.measure' && (
        <Measure card={card} onChanged={onChanged} />
      )}
      {fresh.tag === 'not measured' && fresh.command === 'registry.reproduce' && (
        <Button size="small" onClick={onReproduce}>
          {modelCardText.reproduce}
        </Button>
      )}
    </li>
  )
}

interface MeasureProps extends Pick<CardProps, 'card' | 'onChanged'> {
  /** The parts of the Evaluate page to measure; by default, what the card lacks. */
  readonly parts?: readonly EvaluatedPart[]
  readonly split?: Split
  readonly children?: string
}

function Measure({ card, onChanged, parts, split, children = modelCardText.measure }: MeasureProps) {
  const studio = useStudio()
  const [state, setState] = useState<'no' | 'on' | { readonly why: string }>('no')
  function measure(): void {
    setState('on')
    const { model, version } = card
    studio.run('registry.measure', { model, version, ...(parts && { parts: [...parts], split }) }).then(
      () => {
        setState('no')
        onChanged()
      },
      (error: unknown) => setState({ why: errorMessage(error) }),
    )
  }
  return (
    <>
      {' '}
      <Button size="small" disabled={state === 'on'} onClick={measure}>
        {state === 'on' ? modelCardText.measuring : children}
      </Button>
      {typeof state === 'object' && <span className={kit.bad}> {state.why}</span>}
    </>
  )
}

type Split = keyof typeof modelCardText.sets

/** The choice of the parts of the Evaluate page that are sections of the card. */
function Sections({ card, onChanged }: Pick<CardProps, 'card' | 'onChanged'>) {
  const [chosen, setChosen] = useState<readonly EvaluatedPart[]>(() =>
    EVALUATED_PARTS.filter((part) => card.sections.some(({ id }) => id === `evaluated-${part}`)),
  )
  const [split, setSplit] = useState<Split>('validation')
  const toggle = (part: EvaluatedPart) =>
    setChosen(chosen.includes(part) ? chosen.filter((one) => one !== part) : [...chosen, part])
  return (
    <fieldset aria-label={modelCardText.sections} className={`${kit.wrapWide} ${kit.below}`}>
      <span className={kit.soft}>{modelCardText.sections}</span>
      {EVALUATED_PARTS.map((part) => (
        <label key={part} className={kit.row}>
          <input type="checkbox" checked={chosen.includes(part)} onChange={() => toggle(part)} />
          {cardText.evaluated[part]}
        </label>
      ))}
      <Select
        label={modelCardText.set}
        layout="bare"
        value={split}
        options={(['validation', 'test'] as const).map((one) => ({ value: one, title: modelCardText.sets[one] }))}
        onChange={setSplit}
      />
      <Measure {...{ card, onChanged, split }} parts={chosen}>
        {modelCardText.evaluate}
      </Measure>
    </fieldset>
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
          aria-label={modelCardText.part[part]}
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
          {modelCardText.save}
        </Button>{' '}
        <Button size="small" onClick={() => setDraft(undefined)}>
          {modelCardText.cancel}
        </Button>
      </li>
    )
  return (
    <li className={fresh.tag !== 'fresh' ? kit.faint : undefined}>
      {sentence.text}
      {fresh.tag === 'stale' && <span className={kit.faintCaption}> {modelCardText.stale(fresh)}</span>}{' '}
      <Button
        size="small"
        tone="quiet"
        icon="edit"
        aria-label={modelCardText.editPart({ part: modelCardText.part[part] })}
        onClick={() => setDraft(saved)}
      >
        {saved === '' ? modelCardText.write : fresh.tag === 'stale' ? modelCardText.review : modelCardText.edit}
      </Button>
    </li>
  )
}
