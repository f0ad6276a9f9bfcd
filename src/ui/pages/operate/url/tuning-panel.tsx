/** @file TuningPanel: replicas, their rest, batching and cache on sliders; they change the stages of the drawing, and Undo takes them back. */
import { useStore } from 'zustand'
import type { Board } from '../../../../studio/board'
import { useOperate } from '../use-operate'
import { SlideField } from './slide-field'
import styles from './url.module.css'

/** As far as the slider goes; the drawing may say more. */
const LET_GO_MINUTES = 120

/** The knobs of every model and cache stage there is. */
export function TuningPanel() {
  const board = useOperate((state) => state.board)
  return board && <Knobs board={board} />
}

function Knobs({ board }: { readonly board: Board }) {
  const nodes = useStore(board.store, (state) => state.project.drawing.nodes)
  const models = nodes.filter(({ kind }) => kind === 'model')
  const caches = nodes.filter(({ kind }) => kind === 'cache')
  const set = (node: string, params: object) => void board.run('graph.set', { node, params }).catch(() => undefined)
  return (
    <section className={styles.card} aria-labelledby="url-tuning">
      <h2 id="url-tuning">Capacity</h2>
      <div className={styles.knobs}>
        {models.map(({ id, label, params }) => (
          <fieldset key={id}>
            <legend>{label}</legend>
            <SlideField
              label="Replicas"
              value={number(params.replicas, 1)}
              min={1}
              max={16}
              step={1}
              onSet={(replicas) => set(id, { replicas })}
            />
            <SlideField
              label="Let go after"
              unit="min"
              value={number(params.idle, 0)}
              min={0}
              max={Math.max(LET_GO_MINUTES, number(params.idle, 0))}
              step={1}
              onSet={(idle) => set(id, { idle })}
            />
            <SlideField
              label="Batch"
              value={number(params.batch, 1)}
              min={1}
              max={64}
              step={1}
              onSet={(batch) => set(id, { batch })}
            />
            <SlideField
              label="Batch window"
              unit="ms"
              value={number(params.waitMs, 0)}
              min={0}
              max={100}
              step={1}
              onSet={(waitMs) => set(id, { waitMs })}
            />
          </fieldset>
        ))}
        {caches.map(({ id, label, params }) => (
          <fieldset key={id}>
            <legend>{label}</legend>
            <SlideField
              label="Entries"
              value={number(params.entries, 1000)}
              min={1}
              max={10_000}
              step={1}
              onSet={(entries) => set(id, { entries })}
            />
            <SlideField
              label="Kept"
              unit="min"
              value={number(params.minutes, 60)}
              min={1}
              max={1440}
              step={1}
              onSet={(minutes) => set(id, { minutes })}
            />
          </fieldset>
        ))}
      </div>
      <p className={styles.hint}>
        A replica is let go after so long without a request, down to none: who comes then waits for a cold start. 0
        keeps it. Replicas and batches are of the simulated traffic of the score: here one core answers, one request
        after another. The cache holds for both.
      </p>
    </section>
  )
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
