/**
 * @file TuningPanel: sliders for replicas, idle timeout, batching and cache. They change the stages of the diagram, and
 * the changes can be undone.
 */
import { useStore } from 'zustand'
import { urlText } from '../../../../messages/en/operate/url'
import type { Board } from '../../../../studio/canvas-board'
import { useOperate } from '../use-operate'
import { SliderField } from './slider-field'
import styles from './url.module.css'

const { capacity: text } = urlText

/** The maximum idle timeout that the slider offers, in minutes; the diagram may contain a larger value. */
const IDLE_MINUTES = 120

/** Sliders for the settings of all model and cache stages. */
export function TuningPanel() {
  const board = useOperate((state) => state.board)
  return board && <StageSliders board={board} />
}

function StageSliders({ board }: { readonly board: Board }) {
  const nodes = useStore(board.store, (state) => state.project.drawing.nodes)
  const models = nodes.filter(({ kind }) => kind === 'model')
  const caches = nodes.filter(({ kind }) => kind === 'cache')
  const set = (node: string, params: object) => void board.run('graph.set', { node, params }).catch(() => undefined)
  return (
    <section className={styles.card} aria-labelledby="url-tuning">
      <h2 id="url-tuning">{text.title}</h2>
      <div className={styles.settings}>
        {models.map(({ id, label, params }) => (
          <fieldset key={id}>
            <legend translate="no">{label}</legend>
            <SliderField
              label={text.replicas}
              value={number(params.replicas, 1)}
              min={1}
              max={16}
              step={1}
              onSet={(replicas) => set(id, { replicas })}
            />
            <SliderField
              label={text.idle}
              unit={text.minutesUnit}
              value={number(params.idle, 0)}
              min={0}
              max={Math.max(IDLE_MINUTES, number(params.idle, 0))}
              step={1}
              onSet={(idle) => set(id, { idle })}
            />
            <SliderField
              label={text.batch}
              value={number(params.batch, 1)}
              min={1}
              max={64}
              step={1}
              onSet={(batch) => set(id, { batch })}
            />
            <SliderField
              label={text.batchWindow}
              unit={text.msUnit}
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
            <legend translate="no">{label}</legend>
            <SliderField
              label={text.entries}
              value={number(params.entries, 1000)}
              min={1}
              max={10_000}
              step={1}
              onSet={(entries) => set(id, { entries })}
            />
            <SliderField
              label={text.minutes}
              unit={text.minutesUnit}
              value={number(params.minutes, 60)}
              min={1}
              max={1440}
              step={1}
              onSet={(minutes) => set(id, { minutes })}
            />
          </fieldset>
        ))}
      </div>
      <p className={styles.hint}>{text.about}</p>
    </section>
  )
}

function number(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback
}
