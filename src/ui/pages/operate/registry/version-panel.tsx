/** @file VersionPanel: the details of a version: its model card, controls to reproduce it, and its network. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { registryText } from '../../../../messages/en/operate/registry'
import type { Card } from '../../../../ops/model-card/card-sections'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import type { Reproduced } from '../../../../studio/operate/registry/reproduce'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Progress } from '../../../kit/progress'
import { useOnChange } from '../../../kit/use-on-change'
import { fileName, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useStudio } from '../../../studio-context'
import { ModelCard } from './model-card'
import styles from './registry.module.css'
import { scrollIntoView } from './use-models'

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
  const [card, setCard] = useState<Card>()
  const [trouble, setTrouble] = useState<string>()
  const read = useCallback(
    () =>
      studio.run('registry.card', { model, version }).then(
        (loaded) => {
          setCard(loaded as Card)
          setTrouble(undefined)
        },
        (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
      ),
    [studio, model, version],
  )
  const training = useReproduction(model, version, read)
  // The card lists the version's aliases and alias moves, so it must be reloaded when they change.
  // Read again whenever the model changes.
  useOnChange([read, registryModel], () => void read())

  async function save(format: 'markdown' | 'html'): Promise<void> {
    const card = await studio.run('registry.card', { model, version, format })
    if (typeof card !== 'string') return
    const name = fileName(`${model} v${version} card`, format === 'html' ? 'html' : 'md')
    saveBytes(name, new TextEncoder().encode(card), format === 'html' ? 'text/html' : 'text/markdown')
  }
  return (
    <div ref={scrollIntoView} className={styles.panel}>
      <div className={styles.title}>
        <h4>{text.title({ version })}</h4>
        <span className={styles.grow} />
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
      </div>
      {trouble !== undefined && (
        <p className={styles.bad} role="alert">
          {trouble}
        </p>
      )}
      {card && <Reproduce training={training} />}
      {card && <ModelCard card={card} onChanged={read} onReproduce={training.start} />}
    </div>
  )
}

const { reproduce: reproduceText } = registryText

/** Controls for reproducing a version, shown above the model card. */
function Reproduce({ training: { state, start, stop } }: { readonly training: Reproduction }) {
  if (state.tag === 'on')
    return (
      <div className={styles.reproduce}>
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
    <div className={styles.reproduce}>
      <Button size="small" icon="play" onClick={start}>
        {reproduceText.start}
      </Button>
      {state.tag === 'no' && <span className={styles.soft}>{reproduceText.about}</span>}
      {state.tag === 'failed' && <span className={styles.bad}>{state.why}</span>}
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
        else setState({ tag: 'failed', why: error instanceof Error ? error.message : String(error) })
      },
    )
  }, [studio, model, version, onDone])
  return { state, start, stop }
}
