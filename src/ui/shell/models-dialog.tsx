/**
 * @file ModelsDialog: the saved models with their versions and metrics. Models can be saved, tried out, exported,
 * imported and removed.
 */
import { type FormEvent, useState } from 'react'
import { aliasName } from '../../messages/en/operate/terms'
import { modelsText as text } from '../../messages/en/shell/dialogs'
import { when } from '../../messages/format'
import { type Args, Refusal } from '../../messages/message'
import type { StatedCost } from '../../metrics/evaluation'
import type { ModelRow } from '../../storage/records'
import { projectModel } from '../../studio/operate/project-model'
import type { QuantilePrediction } from '../../data/decode-outputs'
import type { AppState } from '../../studio/state'
import type { Studio } from '../../studio/studio'
import { PixelImage } from '../charts/pixel-image'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { IconButton } from '../kit/icon-button'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './dialogs.module.css'
import { useOpenDialog } from './dialogs-context'
import { costsOfModel, groupByName, modelMetricsText } from './model-metrics'
import { Confirm } from './projects-dialog'
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
      {models.length === 0 && <p className={kit.soft}>{text.none}</p>}
      {groupByName(models).map(([name, versions]) => (
        <section key={name} aria-label={name}>
          <h3 className={`${kit.soft} ${styles.subtitle}`}>{name}</h3>
          <ul className={kit.stackTight}>
            {versions.map((row) => (
              <Version key={row.version} row={row} costs={costsOfModel(versions)} />
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}

function Version({ row, costs }: { readonly row: ModelRow; readonly costs: StatedCost | undefined }) {
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
    <li className={`${kit.wrap} ${styles.row}`}>
      <span className={`${kit.stackTight} ${styles.words}`}>
        <b>{text.version({ version })}</b>
        <span>
          {text.details({
            aliases,
            isPractice: row.practice !== undefined,
            metrics: modelMetricsText(row, costs),
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

const { try: tryModelText } = text

/** A value accepted or returned by `model.predict`. */
type PredictionValue = unknown

/** Predictions as text, and predicted images. */
interface TrialResult {
  readonly text: string
  readonly images: readonly OutputImage[]
}

interface OutputImage {
  readonly label: string
  readonly shape: readonly number[]
  readonly pixels: readonly number[]
}

/** Returns the predictions of a model, or an error text. */
async function tryModel(
  studio: Studio,
  model: { readonly name: string; readonly version: number },
): Promise<TrialResult> {
  try {
    const state = studio.store.getState()
    const inputs = inputsOf(state)
    if (inputs === undefined) return textResult(tryModelText.noInputYet)
    const { outputs } = await studio.run('model.predict', { model, inputs })
    const names = state.report.binding.inputs.map(({ label }) => label)
    return { text: tryModelText.result({ names, prediction: predictionText(outputs) }), images: imagesOf(outputs) }
  } catch (error) {
    return textResult(failureText(error))
  }
}

/** Why a model gives no prediction: it may take another kind of input than the one on the canvas. */
export function failureText(error: unknown): string {
  const { code, args } = error instanceof Refusal ? error.reason : {}
  switch (code) {
    case 'row-no-record':
    case 'row-no-point':
      return tryModelText.takesColumns(args as Args<'row-no-record'>)
    case 'image-size':
      return tryModelText.takesImage(args as Args<'image-size'>)
    default:
      return error instanceof Error ? error.message : String(error)
  }
}

const textResult = (sentence: string): TrialResult => ({ text: sentence, images: [] })

/** The canvas input as a single example for `model.predict`, keyed by label if the network has several inputs. */
function inputsOf({ trial, report }: Pick<AppState, 'trial' | 'report'>): PredictionValue {
  if (trial === null) return undefined
  const labels = report.binding.inputs.map(({ label }) => label)
  const [only] = labels
  if (only !== undefined && labels.length === 1) return trial[only] === undefined ? undefined : [trial[only]]
  return Object.fromEntries(labels.map((label) => [label, [trial[label]]]))
}

/** Formats the prediction of each output for the first example as text. */
export function predictionText(outputs: PredictionValue): string {
  if (Array.isArray(outputs)) return onePrediction(outputs[0])
  return tryModelText.outputs({
    predictions: Object.entries(outputs as Record<string, readonly PredictionValue[]>).map(([output, [first]]) =>
      tryModelText.ofOutput({ output, prediction: onePrediction(first) }),
    ),
  })
}

function onePrediction(prediction: PredictionValue): string {
  if (typeof prediction === 'number') return tryModelText.number({ value: prediction })
  if (Array.isArray(prediction)) return tryModelText.image({ shape: shapeOf(prediction) })
  if (isQuantiles(prediction)) return tryModelText.quantiles(prediction)
  const { label, probabilities } = prediction as { label: string; probabilities: Readonly<Record<string, number>> }
  return tryModelText.class({ label, confidence: probabilities[label] ?? 0 })
}

/** Whether a number is predicted with its quantiles. */
function isQuantiles(prediction: PredictionValue): prediction is QuantilePrediction {
  return typeof prediction === 'object' && prediction !== null && 'quantiles' in prediction
}

/** The predicted images for the first example, each labeled with its output if there are several. */
export function imagesOf(outputs: PredictionValue): readonly OutputImage[] {
  const firsts = Array.isArray(outputs)
    ? [['', outputs[0] as PredictionValue] as const]
    : Object.entries(outputs as Record<string, readonly PredictionValue[]>).map(
        ([label, [first]]) => [label, first] as const,
      )
  return firsts.flatMap(([label, first]) =>
    Array.isArray(first) ? [{ label, shape: shapeOf(first), pixels: first.flat(2) as number[] }] : [],
  )
}

/** The shape of nested lists: [height, width, channels]. */
function shapeOf(list: readonly PredictionValue[]): readonly number[] {
  const [first] = list
  return [list.length, ...(Array.isArray(first) ? shapeOf(first) : [])]
}
