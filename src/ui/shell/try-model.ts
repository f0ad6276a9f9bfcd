/** @file tryModel: lets a saved model predict the input on the canvas, and describes its predictions. */
import { modelsText } from '../../messages/en/shell/models'
import type { AppState } from '../../studio/state'
import type { Studio } from '../../studio/studio'

const { try: text } = modelsText

type Raw = unknown

/** Predictions as text, and those that are images. */
export interface Tried {
  readonly words: string
  readonly pictures: readonly Shown[]
}

interface Shown {
  readonly label: string
  readonly shape: readonly number[]
  readonly pixels: readonly number[]
}

/** The predictions of the model; an error becomes text too. */
export async function tryModel(
  studio: Studio,
  model: { readonly name: string; readonly version: number },
): Promise<Tried> {
  try {
    const inputs = inputsOf(studio.store.getState())
    if (inputs === undefined) return asText(text.noInputYet)
    const { outputs } = (await studio.run('model.predict', { model, inputs })) as { outputs: Raw }
    return { words: predictionText(outputs), pictures: picturesOf(outputs) }
  } catch (error) {
    return asText(error instanceof Error ? error.message : String(error))
  }
}

const asText = (words: string): Tried => ({ words, pictures: [] })

/** The input on the canvas as `model.predict` takes it: one example; by label where there are several inputs. */
function inputsOf({ trial, report }: Pick<AppState, 'trial' | 'report'>): Raw {
  if (trial === null) return undefined
  const labels = report.binding.inputs.map(({ label }) => label)
  const [only] = labels
  if (only !== undefined && labels.length === 1) return trial[only] === undefined ? undefined : [trial[only]]
  return Object.fromEntries(labels.map((label) => [label, [trial[label]]]))
}

/** The prediction of each output for the first example. */
export function predictionText(outputs: Raw): string {
  if (Array.isArray(outputs)) return onePrediction(outputs[0])
  return text.outputs({
    predictions: Object.entries(outputs as Record<string, readonly Raw[]>).map(([output, [first]]) =>
      text.ofOutput({ output, prediction: onePrediction(first) }),
    ),
  })
}

function onePrediction(prediction: Raw): string {
  if (typeof prediction === 'number') return text.number({ value: prediction })
  if (Array.isArray(prediction)) return text.image({ shape: sizesOf(prediction) })
  const { label, probabilities } = prediction as { label: string; probabilities: Readonly<Record<string, number>> }
  return text.class({ label, confidence: probabilities[label] ?? 0 })
}

/** The predictions that are images, of the first example, each with the label of its output where there are several. */
export function picturesOf(outputs: Raw): readonly Shown[] {
  const firsts = Array.isArray(outputs)
    ? [['', outputs[0] as Raw] as const]
    : Object.entries(outputs as Record<string, readonly Raw[]>).map(([label, [first]]) => [label, first] as const)
  return firsts.flatMap(([label, first]) =>
    Array.isArray(first) ? [{ label, shape: sizesOf(first), pixels: first.flat(2) as number[] }] : [],
  )
}

/** The lengths of lists within lists: lines, pixels, channels. */
function sizesOf(list: readonly Raw[]): readonly number[] {
  const [first] = list
  return [list.length, ...(Array.isArray(first) ? sizesOf(first) : [])]
}
