/** @file RegistryTab: each model as a line in time, its aliases as flags; below the line what is looked at: a gate, or a version. */
import { useState } from 'react'
import { list } from '../../../../messages/format'
import { linesHere } from '../../../../studio/operate/lines-here'
import type { ModelLine } from '../../../../studio/operate/registry'
import { useRun, useSelect } from '../../../studio-context'
import { Button } from '../../../kit/button'
import { useOpenDialog } from '../../../shell/dialogs-context'
import { Empty } from '../../empty'
import { DeployedStrip } from './deployed-strip'
import { GatePanel } from './gate-panel'
import { LineHead } from './line-head'
import { ModelTrack } from './model-track'
import { Moves } from './moves'
import type { Opened } from './opened'
import styles from './registry.module.css'
import { useLines } from './use-lines'
import { VersionPanel } from './version-panel'

const WORDS =
  'Every version of a model that you save stands here on its line. Flags say which of them is served: the champion answers, a challenger gets a share, a shadow answers beside it unseen.'

/** The registry. */
export default function RegistryTab() {
  const lines = useLines()
  const openDialog = useOpenDialog()
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const project = useSelect((state) => state.project)
  const runs = useSelect((state) => state.runs)
  if (!lines) return <p className={styles.soft}>Looking through the models…</p>
  const { here: shown, elsewhere } = linesHere(lines, { project, runs })
  if (shown.length === 0) return <NoModel elsewhere={elsewhere} />
  return (
    <div className={styles.lines}>
      <p className={styles.how}>
        Drag a flag to a version, or move it with the arrow keys and press Enter: its gate opens below, and nothing is
        moved before you say so. A number opens the card of that version. Trained anew, the network is saved as the next
        one:{' '}
        <Button size="small" tone="quiet" icon="model" onClick={() => openDialog('models')}>
          Save a version
        </Button>
      </p>
      {shown.map((line) => {
        const here = opened?.model === line.model ? opened : null
        return (
          <section key={line.model} className={styles.line} aria-label={line.model}>
            <LineHead line={line} onMoves={() => setOpened({ kind: 'moves', model: line.model })} />
            <DeployedStrip model={line.model} />
            <ModelTrack line={line} opened={here} onOpen={setOpened} />
            {here?.kind === 'gate' && (
              <GatePanel key={`${here.alias} ${here.version}`} line={line} asked={here} onClose={close} />
            )}
            {here?.kind === 'version' && (
              <VersionPanel key={here.version} line={line} version={here.version} onClose={close} />
            )}
            {here?.kind === 'moves' && <Moves line={line} onClose={close} />}
          </section>
        )
      })}
      <OfDrills lines={elsewhere} />
    </div>
  )
}

/** Where the models are that drills made. */
function OfDrills({ lines }: { readonly lines: readonly ModelLine[] }) {
  if (lines.length === 0) return null
  return (
    <p className={styles.soft}>
      What drills trained ({list(lines.map(({ model }) => model))}) stands in the registry of the drills themselves.
    </p>
  )
}

function NoModel({ elsewhere }: { readonly elsewhere: readonly ModelLine[] }) {
  const run = useRun()
  const trained = useSelect(({ run: { tag } }) => tag === 'done' || tag === 'paused')
  const name = useSelect((state) => state.project.name)
  return (
    <Empty title="No model yet" words={WORDS}>
      {trained ? (
        <Button tone="primary" icon="model" onClick={() => run('model.save', { name })}>
          Save what was trained
        </Button>
      ) : (
        <>
          <p>Train this network, then save its model: that is its first version.</p>
          <Button tone="primary" icon="play" onClick={() => run('run.start')}>
            Train
          </Button>
        </>
      )}
      <OfDrills lines={elsewhere} />
    </Empty>
  )
}
