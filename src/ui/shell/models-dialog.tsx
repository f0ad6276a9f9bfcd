/**
 * @file ModelsDialog: the saved models with their versions and metrics. Models can be saved, tried out, exported,
 * imported and removed.
 */

import { type FormEvent, useState } from 'react'
import { aliasName } from '../../messages/en/operate/terms'
import { modelsText as text } from '../../messages/en/shell/dialogs'
import { when } from '../../messages/format'
import type { ModelRow } from '../../storage/records'
import { projectModel } from '../../studio/operate/registry/project-model'
import { PixelImage } from '../charts/pixel-image'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { IconButton } from '../kit/icon-button'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import styles from './dialogs.module.css'
import { useOpenDialog } from './dialogs-context'
import { groupByName, modelMetricsText } from './model-metrics'
import { Confirm } from './projects-dialog'
import { type TrialResult, tryModel } from './try-model'
import { useProjectFiles } from './use-project-files'

/** The dialog that lists all saved models. */
export function ModelsDialog() {
  const open = useOpenDialog()
  const files = useProjectFiles()
  const models = useSelect((state) => state.models)
  return (
    <Dialog
      open
      width="wide"
      title={text.title}
      onClose={() => open(null)}
      actions={
        <Button icon="upload" onClick={files.importModel}>
          {text.import}
        </Button>
      }
    >
      <SaveModel />
      {models.length === 0 && <p className={styles.empty}>{text.none}</p>}
      {groupByName(models).map(([name, versions]) => (
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
  const run = useRunCommand()
  const files = useProjectFiles()
  const trial = useSelect((state) => state.trial)
  const versionOfAlias = useSelect(({ aliases }) => aliases[name])
  const aliases = Object.entries(versionOfAlias ?? {}).flatMap(([alias, target]) =>
    target === version ? [aliasName(alias)] : [],
  )
  const [isConfirming, setIsConfirming] = useState(false)
  const [result, setResult] = useState<TrialResult>()
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <b>{text.version({ version })}</b>
        <span>
          {text.details({
            aliases,
            isPractice: row.practice !== undefined,
            metrics: modelMetricsText(row.metrics),
            when: when(row.createdAt),
          })}
        </span>
        {result && <span role="status">{result.text}</span>}
        {result?.images.map(({ label, shape, pixels }) => (
          <PixelImage
            key={label}
            pixels={pixels}
            shape={shape}
            label={label === '' ? text.try.picture : text.try.pictureOf({ output: label })}
            side={84}
          />
        ))}
      </span>
      {isConfirming ? (
        <Confirm
          what={text.confirmRemove({ name, version })}
          onYes={() => run('model.remove', { name, version })}
          onNo={() => setIsConfirming(false)}
        />
      ) : (
        <>
          <Button
            size="small"
            disabled={trial === null}
            title={trial === null ? text.try.noInput : text.try.tip}
            onClick={() => {
              setResult({ text: text.try.busy, images: [] })
              void tryModel(studio, { name, version }).then(setResult)
            }}
          >
            {text.try.label}
          </Button>
          <Button size="small" icon="download" onClick={() => files.exportModel(name, version, 'zip')}>
            {text.export}
          </Button>
          <Button size="small" title={text.exportServerTip} onClick={() => files.exportModel(name, version, 'server')}>
            {text.exportServer}
          </Button>
          <IconButton
            label={aliases.length === 0 ? text.remove({ name, version }) : text.inUse({ name, version, aliases })}
            icon="trash"
            tone="quiet"
            tip={aliases.length === 0 ? 'none' : 'left'}
            disabled={aliases.length > 0}
            onClick={() => setIsConfirming(true)}
          />
        </>
      )}
    </li>
  )
}

const { save: saveModelText } = text

interface Result {
  readonly tone: 'good' | 'bad'
  readonly sentence: string
}

/** The form for saving a model. */
function SaveModel() {
  const studio = useStudio()
  // By default, save a new version of the model that this project saved last.
  const defaultName = useSelect((state) => projectModel(state)?.name ?? state.project.name)
  const isTrained = useSelect((state) => state.run.tag !== 'idle' || state.runs.length > 0)
  const models = useSelect((state) => state.models)
  const [name, setName] = useState<string>()
  const [result, setResult] = useState<Result>()
  const shown = name ?? defaultName
  const versions = models.filter((row) => row.name === shown.trim()).map(({ version }) => version)

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    studio.run('model.save', { name: shown }).then(
      (saved) => {
        setResult({ tone: 'good', sentence: saveModelText.done(saved as { name: string; version: number }) })
      },
      (error: unknown) => setResult({ tone: 'bad', sentence: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <form className={styles.save} onSubmit={onSubmit}>
      <label htmlFor="save-model-name">{saveModelText.name}</label>
      <input
        id="save-model-name"
        value={shown}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" tone="primary" disabled={!isTrained || shown.trim() === ''}>
        {versions.length === 0 ? saveModelText.first : saveModelText.next({ version: Math.max(...versions) + 1 })}
      </Button>
      <p data-tone={result?.tone} role="status">
        {result?.sentence ?? (isTrained ? saveModelText.about : saveModelText.untrained)}
      </p>
    </form>
  )
}
