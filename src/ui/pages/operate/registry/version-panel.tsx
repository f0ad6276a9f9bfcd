/** @file VersionPanel: an open version: its model card, reproducing it, and its network. */
import { useCallback, useEffect, useState } from 'react'
import { registryText } from '../../../../messages/en/operate/registry'
import type { Card } from '../../../../ops/card/sentence'
import type { ModelLine } from '../../../../studio/operate/registry'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { fileName, saveBytes } from '../../../shell/files'
import { useRun, useStudio } from '../../../studio-context'
import { Again } from './again'
import { CardView } from './card-view'
import { intoView } from './into-view'
import styles from './registry.module.css'
import { useTraining } from './use-training'

interface VersionProps {
  readonly line: ModelLine
  readonly version: number
  readonly onClose: () => void
}

const { panel: text } = registryText

/** A version in full. */
export function VersionPanel({ line, version, onClose }: VersionProps) {
  const studio = useStudio()
  const run = useRun()
  const { model } = line
  const [card, setCard] = useState<Card>()
  const [trouble, setTrouble] = useState<string>()
  const read = useCallback(
    () =>
      studio.run('registry.card', { model, version }).then(
        (made) => {
          setCard(made as Card)
          setTrouble(undefined)
        },
        (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
      ),
    [studio, model, version],
  )
  const training = useTraining(model, version, read)
  // The card shows its aliases and moves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the line changes
  useEffect(() => void read(), [read, line])

  async function save(format: 'markdown' | 'html'): Promise<void> {
    const card = (await studio.run('registry.card', { model, version, format })) as string
    const name = fileName(`${model} v${version} card`, format === 'html' ? 'html' : 'md')
    saveBytes(name, new TextEncoder().encode(card), format === 'html' ? 'text/html' : 'text/markdown')
  }
  return (
    <div ref={intoView} className={styles.panel}>
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
      {card && <Again training={training} />}
      {card && <CardView card={card} onChanged={read} onReproduce={training.start} />}
    </div>
  )
}
