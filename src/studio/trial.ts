/** @file The trial: what the pad, sliders or point stand at is answered again whenever it, or the weights, change. */
import type { StoreApi } from 'zustand/vanilla'
import type { Pipeline } from '../data/pipeline'
import { afterRest } from './pace'
import type { RunSession } from './run-session'
import type { AppState } from './state'
import type { Relabel } from './to-answer'

export interface Trial {
  /** Asks for a fresh answer soon; many calls become one question. */
  refresh(): void
}

/** Answers the trial by the newest weights, one question in flight. */
export function makeTrial(store: StoreApi<AppState>, runs: () => RunSession): Trial {
  let busy = false
  let again = false

  /** Resolves with the time at which the answer came. */
  async function answer(): Promise<number | undefined> {
    if (!store.getState().trial) return undefined
    const [{ encodeRaw }, { toAnswer }] = await Promise.all([import('../data/encode-raw'), import('./to-answer')])
    const { trial, run } = store.getState()
    const loadable = runs().loadable()
    if (!trial || !loadable) return undefined
    const now = presentLabels(store.getState())
    const raw = rawInputs(loadable.pipeline, trial, now)
    const encoded = raw === undefined ? undefined : encodeRaw(loadable.pipeline, raw)
    if (!encoded?.ok) return undefined
    const outputs = await runs().predict(encoded.value.inputs, encoded.value.count)
    const by = run.tag === 'idle' ? 'the last run' : `run of v${run.drawingVersion}`
    const came = performance.now()
    store.setState({ answer: toAnswer(loadable.pipeline, outputs, by, now) })
    return came
  }

  function refresh(): void {
    if (busy) {
      again = true
      return
    }
    busy = true
    again = false
    void answer()
      .catch(() => undefined)
      // Ten answers a second follow a pen; fewer, where showing one takes long.
      .then((came = performance.now()) =>
        afterRest(came, () => {
          busy = false
          if (again) refresh()
        }),
      )
  }

  store.subscribe((state, before) => {
    if (state.trial !== before.trial || relabelled(state, before)) refresh()
  })
  return { refresh }
}

/** The trial as `model.predict` takes it: one sample, keyed by label where there are several inputs. */
function rawInputs(pipeline: Pipeline, trial: Readonly<Record<string, unknown>>, now: Relabel): unknown {
  const labels = pipeline.inputs.map(({ label }) => now(label))
  const values = labels.map((label) => (Object.hasOwn(trial, label) ? trial[label] : undefined))
  if (values.some((value) => value === undefined)) return undefined
  if (values.length === 1) return [values[0]]
  return Object.fromEntries(pipeline.inputs.map(({ label }, i) => [label, [values[i]]]))
}

function relabelled(state: AppState, before: AppState): boolean {
  if (state.project.drawing === before.project.drawing || state.project.id !== before.project.id) return false
  return endLabels(state) !== endLabels(before)
}

function endLabels({ project }: AppState): string {
  const ends = project.drawing.nodes.filter(({ kind }) => kind === 'input' || kind === 'output')
  return JSON.stringify(ends.map(({ label }) => label))
}

/** What the run's inputs and outputs are called now: a node may have been renamed since the run began. */
export function presentLabels({ run, runs, project }: Pick<AppState, 'run' | 'runs' | 'project'>): Relabel {
  const record = run.tag === 'idle' ? runs[0] : runs.find(({ id }) => id === run.id)
  const before = record?.content.networks[0]?.drawing.nodes ?? []
  return (label) => {
    const node = before.find((one) => one.label === label && (one.kind === 'input' || one.kind === 'output'))
    return project.drawing.nodes.find(({ id }) => id === node?.id)?.label ?? label
  }
}
