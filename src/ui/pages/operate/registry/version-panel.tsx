/** @file VersionPanel: the details of a version: its model card, controls to reproduce it, and its network. */
import { useCallback, useEffect, useState } from 'react'
import { registryText } from '../../../../messages/en/operate/registry'
import type { Card } from '../../../../ops/model-card/card-sections'
import type { RegistryModel } from '../../../../studio/operate/registry'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { fileName, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useStudio } from '../../../studio-context'
import { Reproduce } from './reproduce'
import { ModelCard } from './model-card'
import { scrollIntoView } from './scroll-into-view'
import styles from './registry.module.css'
import { useReproduction } from './use-reproduction'

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
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the model changes
  useEffect(() => void read(), [read, registryModel])

  async function save(format: 'markdown' | 'html'): Promise<void> {
    const card = (await studio.run('registry.card', { model, version, format })) as string
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
