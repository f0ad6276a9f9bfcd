/** @file tryModel: asks a saved model about the input on the canvas, and says its answer. */
import { dimensions } from '../../messages/format'
import type { AppState } from '../../studio/state'
import type { Studio } from '../../studio/studio'

type Raw = unknown

/** An answer in words, and what of it is better seen. */
export interface Tried {
  readonly words: string
  readonly pictures: readonly Shown[]
}

interface Shown {
  readonly label: string
  readonly shape: readonly number[]
  readonly pixels: readonly number[]
}

/** What the model answers, in words; what goes wrong is words too. */
export async function tryModel(
  studio: Studio,
  model: { readonly name: string; readonly version: number },
): Promise<Tried> {
  try {
    const inputs = inputsOf(studio.store.getState())
    if (inputs === undefined) return inWords('Draw or set an input on the canvas first.')
    const { outputs } = (await studio.run('model.predict', { model, inputs })) as { outputs: Raw }
    return { words: answerWords(outputs), pictures: picturesOf(outputs) }
  } catch (error) {
    return inWords(error instanceof Error ? error.message : String(error))
  }
}

const inWords = (words: string): Tried => ({ words, pictures: [] })

/** The trial as `model.predict` takes it: one sample; a table by label where there are several inputs. */
function inputsOf({ trial, report }: Pick<AppState, 'trial' | 'report'>): Raw {
  if (trial === null) return undefined
  const labels = report.binding.inputs.map(({ label }) => label)
  const [only] = labels
  if (only !== undefined && labels.length === 1) return trial[only] === undefined ? undefined : [trial[only]]
  return Object.fromEntries(labels.map((label) => [label, [trial[label]]]))
}

/** The first sample's answer of each output. */
export function answerWords(outputs: Raw): string {
  if (Array.isArray(outputs)) return oneAnswer(outputs[0])
  return Object.entries(outputs as Record<string, readonly Raw[]>)
    .map(([label, [first]]) => `${label}: ${oneAnswer(first)}`)
    .join('; ')
}

function oneAnswer(answer: Raw): string {
  if (typeof answer === 'number') return answer.toPrecision(4)
  if (Array.isArray(answer)) return `an image of ${dimensions(sizesOf(answer))}`
  const { label, probabilities } = answer as { label: string; probabilities: Readonly<Record<string, number>> }
  return `${label}, ${(probabilities[label] ?? 0).toFixed(2)}`
}

/** The first sample's answers that are pictures, each under its output's label where there are several. */
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
