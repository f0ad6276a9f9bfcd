/** @file tryModel: runs a saved model on the input from the canvas, and describes the predictions. */
import { modelsText } from '../../messages/en/shell/dialogs'
import type { AppState } from '../../studio/state'
import type { Studio } from '../../studio/studio'

const { try: text } = modelsText

/** A value accepted or returned by `model.predict`. */
type PredictionValue = unknown

/** Predictions as text, and predicted images. */
export interface TrialResult {
  readonly text: string
  readonly images: readonly OutputImage[]
}

interface OutputImage {
  readonly label: string
  readonly shape: readonly number[]
  readonly pixels: readonly number[]
}

/** Returns the predictions of a model, or an error text. */
export async function tryModel(
  studio: Studio,
  model: { readonly name: string; readonly version: number },
): Promise<TrialResult> {
  try {
    const inputs = inputsOf(studio.store.getState())
    if (inputs === undefined) return textResult(text.noInputYet)
    const { outputs } = await studio.run('model.predict', { model, inputs })
    return { text: predictionText(outputs), images: imagesOf(outputs) }
  } catch (error) {
    return textResult(error instanceof Error ? error.message : String(error))
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
  return text.outputs({
    predictions: Object.entries(outputs as Record<string, readonly PredictionValue[]>).map(([output, [first]]) =>
      text.ofOutput({ output, prediction: onePrediction(first) }),
    ),
  })
}

function onePrediction(prediction: PredictionValue): string {
  if (typeof prediction === 'number') return text.number({ value: prediction })
  if (Array.isArray(prediction)) return text.image({ shape: shapeOf(prediction) })
  const { label, probabilities } = prediction as { label: string; probabilities: Readonly<Record<string, number>> }
  return text.class({ label, confidence: probabilities[label] ?? 0 })
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
