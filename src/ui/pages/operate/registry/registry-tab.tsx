/** @file RegistryTab: each model as a line of versions with its aliases; below it the open gate, version or alias moves. */
import { useState } from 'react'
import { registryText as text } from '../../../../messages/en/operate/registry'
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

/** The registry. */
export default function RegistryTab() {
  const lines = useLines()
  const openDialog = useOpenDialog()
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const project = useSelect((state) => state.project)
  const runs = useSelect((state) => state.runs)
  if (!lines) return <p className={styles.soft}>{text.loading}</p>
  const { here: shown, elsewhere } = linesHere(lines, { project, runs })
  if (shown.length === 0) return <NoModel elsewhere={elsewhere} />
  return (
    <div className={styles.lines}>
      <p className={styles.how}>
        {text.intro}{' '}
        <Button size="small" tone="quiet" icon="model" onClick={() => openDialog('models')}>
          {text.saveVersion}
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

/** Where to find models that were trained in drills. */
function OfDrills({ lines }: { readonly lines: readonly ModelLine[] }) {
  if (lines.length === 0) return null
  return <p className={styles.soft}>{text.fromDrills({ models: lines.map(({ model }) => model) })}</p>
}

function NoModel({ elsewhere }: { readonly elsewhere: readonly ModelLine[] }) {
  const run = useRun()
  const trained = useSelect(({ run: { tag } }) => tag === 'done' || tag === 'paused')
  const name = useSelect((state) => state.project.name)
  return (
    <Empty title={text.empty.title} words={text.empty.body}>
      {trained ? (
        <Button tone="primary" icon="model" onClick={() => run('model.save', { name })}>
          {text.empty.save}
        </Button>
      ) : (
        <>
          <p>{text.empty.trainFirst}</p>
          <Button tone="primary" icon="play" onClick={() => run('run.start')}>
            {text.empty.train}
          </Button>
        </>
      )}
      <OfDrills lines={elsewhere} />
    </Empty>
  )
}
