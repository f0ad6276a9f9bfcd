/**
 * @file Trial: repeats the prediction for the trial input (from a pad, sliders, or a point) whenever the input or the
 * weights change.
 */
import type { StoreApi } from 'zustand/vanilla'
import { afterRest } from '../training/frame-throttle'
import type { RunSession } from '../training/run-session'
import { weightsName } from '../training/weights-in-use'
import type { AppState } from '../state'

export interface Trial {
  /** Requests a new prediction; calls in quick succession are merged. */
  refresh(): void
}

/** Predicts the trial input with the newest weights, one request at a time. */
export function makeTrial(store: StoreApi<AppState>, runs: () => RunSession): Trial {
  let busy = false
  let again = false

  /** Resolves with the time at which the prediction arrived, in ms; undefined if there was none. */
  async function answer(): Promise<number | undefined> {
    if (!store.getState().trial) return undefined
    const [{ encodeRaw }, { presentLabels, rawInputs, toAnswer }] = await Promise.all([
      import('../../data/encode-raw'),
      import('./decode-prediction'),
    ])
    const { trial, inUse } = store.getState()
    const loadable = runs().loadable()
    if (!trial || !loadable) return undefined
    const now = presentLabels(store.getState())
    const raw = rawInputs(loadable.pipeline, trial, now)
    const encoded = raw === undefined ? undefined : encodeRaw(loadable.pipeline, raw)
    if (!encoded?.ok) return undefined
    const outputs = await runs().predict(encoded.value.inputs, encoded.value.count)
    const receivedAt = performance.now()
    // Other weights may be in use by now, and a prediction must not carry their name.
    if (store.getState().inUse !== inUse) {
      again = true
      return receivedAt
    }
    const by = weightsName(store.getState())
    store.setState({ answer: toAnswer(loadable.pipeline, outputs, by, now, raw) })
    return receivedAt
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
      // Predict at most ten times a second, and less often if rendering a prediction takes a long time.
      .then((receivedAt = performance.now()) =>
        afterRest(receivedAt, () => {
          busy = false
          if (again) refresh()
        }),
      )
  }

  store.subscribe((state, before) => {
    if (state.trial !== before.trial || relabeled(state, before)) refresh()
  })
  return { refresh }
}

function relabeled(state: AppState, before: AppState): boolean {
  if (state.project.drawing === before.project.drawing || state.project.id !== before.project.id) return false
  return endLabels(state) !== endLabels(before)
}

function endLabels({ project }: AppState): string {
  const ends = project.drawing.nodes.filter(({ kind }) => kind === 'input' || kind === 'output')
  return JSON.stringify(ends.map(({ label }) => label))
}
