/** @file ModelsDialog: what has been kept of trainings: names, versions, how good they are; save, try, take out, bring in. */
import { useState } from 'react'
import type { ModelRow } from '../../storage/records'
import { Pixels } from '../charts/picture'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect, useStudio } from '../studio-context'
import { dateWords } from './date-words'
import styles from './dialogs.module.css'
import { useOpenDialog } from './dialogs-context'
import { byName, metricWords } from './model-words'
import { Confirm } from './projects-dialog'
import { SaveModel } from './save-model'
import { type Tried, tryModel } from './try-model'
import { useProjectFiles } from './use-project-files'

/** All models. */
export function ModelsDialog() {
  const open = useOpenDialog()
  const files = useProjectFiles()
  const models = useSelect((state) => state.models)
  return (
    <Dialog
      open
      width="wide"
      title="Models on this device"
      onClose={() => open(null)}
      actions={
        <Button icon="upload" onClick={files.importModel}>
          Import a zip
        </Button>
      }
    >
      <SaveModel />
      {models.length === 0 && (
        <p className={styles.empty}>
          No model is kept yet. A model is the weights of a training with the way its data goes in and the numbers it
          reached; it predicts the same after the browser was closed.
        </p>
      )}
      {byName(models).map(([name, versions]) => (
        <section key={name} aria-label={name}>
          <h3 className={styles.subtitle}>{name}</h3>
          <ul className={styles.rows}>
            {versions.map((row) => (
              <Version key={row.version} row={row} />
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}

function Version({ row }: { readonly row: ModelRow }) {
  const { name, version } = row
  const studio = useStudio()
  const run = useRun()
  const files = useProjectFiles()
  const trial = useSelect((state) => state.trial)
  const flags = useSelect(({ aliases }) => aliases[name])
  const own = Object.entries(flags ?? {}).flatMap(([alias, at]) => (at === version ? [alias] : []))
  const [asked, setAsked] = useState(false)
  const [answer, setAnswer] = useState<Tried>()
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <b>version {version}</b>
        <span>
          {[...own, ...(row.practice ? ['bad on purpose'] : []), metricWords(row.metrics)].join(', ')};{' '}
          {dateWords(row.createdAt)}
        </span>
        {answer && <span role="status">{answer.words}</span>}
        {answer?.pictures.map(({ label, shape, pixels }) => (
          <Pixels key={label} pixels={pixels} shape={shape} label={`What it gives ${label}`.trim()} side={84} />
        ))}
      </span>
      {asked ? (
        <Confirm
          what={`Remove version ${version} of "${name}"?`}
          onYes={() => run('model.remove', { name, version })}
          onNo={() => setAsked(false)}
        />
      ) : (
        <>
          <Button
            size="small"
            disabled={trial === null}
            title={trial === null ? 'Draw or set an input first' : 'What it says to the input on the canvas'}
            onClick={() => {
              setAnswer({ words: 'asking…', pictures: [] })
              void tryModel(studio, { name, version }).then(setAnswer)
            }}
          >
            Try
          </Button>
          <Button size="small" icon="download" onClick={() => files.exportModel(name, version, 'zip')}>
            Export zip
          </Button>
          <Button
            size="small"
            title="The same zip with serve.mjs in it: unpacked, node serve.mjs answers over HTTP"
            onClick={() => files.exportModel(name, version, 'server')}
          >
            Server for Node
          </Button>
          <IconButton
            label={
              own.length === 0
                ? `Remove version ${version} of ${name}`
                : `Version ${version} of ${name} is the ${own.join(' and the ')}: move the flag before it is removed`
            }
            icon="trash"
            tone="quiet"
            tip={own.length === 0 ? 'none' : 'left'}
            disabled={own.length > 0}
            onClick={() => setAsked(true)}
          />
        </>
      )}
    </li>
  )
}
