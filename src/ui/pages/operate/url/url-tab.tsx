/**
 * @file The URL tab: the HTTP endpoint of the service: its address, a form for trying a request, its capacity settings,
 * and a load test.
 */

import { useStore } from 'zustand'
import type { LooseParams } from '../../../../catalog/node-def'
import { urlText as text } from '../../../../messages/en/operate/url'
import type { Board } from '../../../../studio/network/canvas-board'
import { Button } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { inferPath, useMeta, useUrl } from './infer-request'
import { LoadPanel } from './load-test-panel'
import { TryPanel } from './manual-request-panel'
import { SliderField } from './request-form'
import kit from '../../../kit/kit.module.css'
import styles from './url.module.css'

export default function UrlTab() {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving.tag)
  const service = useOperate((state) => state.service)
  const meta = useMeta()
  if (serving !== 'on') {
    return (
      <div className={`${kit.wrapWide} ${kit.soft}`}>
        <p>
          <Rich
            text={text.notServed}
            marks={{ path: () => <code translate="no">{inferPath(service ?? '').slice(1)}</code> }}
          />
        </p>
        <Button tone="primary" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
          {serving === 'opening' ? text.warmingUp : text.serve}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.tab}>
      <Address />
      {meta && <TryPanel meta={meta} />}
      <TuningPanel />
      {meta && <LoadPanel meta={meta} />}
    </div>
  )
}

/** The address of the service, or the reason why there is none. */
function Address() {
  const { base, missing, names } = useUrl()
  if (missing) {
    return (
      <p className={`${kit.wrap} ${kit.soft}`} role="note">
        {missing === 'no service worker' ? text.place.insecure : text.place.development}
      </p>
    )
  }
  if (base === null) {
    return (
      <p className={`${kit.wrap} ${kit.soft}`} role="note">
        {text.place.notYet}
      </p>
    )
  }
  return (
    <p className={`${kit.wrap} ${kit.soft}`}>
      <code translate="no">
        {base}
        {modelPath(names[0] ?? '')}
      </code>
      <span>{text.place.protocol}</span>
      {names.slice(1).map((name) => (
        <code key={name} translate="no">
          {modelPath(name)}
        </code>
      ))}
      <code translate="no">{METRICS}</code>
    </p>
  )
}

const METRICS = 'metrics' // not text: a path

function modelPath(name: string): string {
  return `v2/models/${encodeURIComponent(name)}` // not text: a path
}

const { capacity: capacityPanelText } = text

/** The maximum idle timeout that the slider offers, in minutes; the diagram may contain a larger value. */
const IDLE_MINUTES = 120

/** Sliders for the settings of all model and cache stages. */
function TuningPanel() {
  const board = useOperate((state) => state.board)
  return board && <StageSliders board={board} />
}

function StageSliders({ board }: { readonly board: Board }) {
  const nodes = useStore(board.store, (state) => state.project.drawing.nodes)
  const models = nodes.filter(({ kind }) => kind === 'model')
  const caches = nodes.filter(({ kind }) => kind === 'cache')
  const set = (node: string, params: LooseParams) =>
    void board.run('graph.set', { node, params }).catch(() => undefined)
  return (
    <section className={`${kit.section} ${styles.tuning}`} aria-labelledby="url-tuning">
      <h2 id="url-tuning">{capacityPanelText.title}</h2>
      <div className={kit.stackWide}>
        {models.map(({ id, label, params }) => (
          <fieldset key={id}>
            <legend translate="no">{label}</legend>
            <SliderField
              label={capacityPanelText.replicas}
              value={number(params.replicas, 1)}
              min={1}
              max={16}
              step={1}
              onSet={(replicas) => set(id, { replicas })}
            />
            <SliderField
              label={capacityPanelText.idle}
              unit={capacityPanelText.minutesUnit}
              value={number(params.idle, 0)}
              min={0}
              max={Math.max(IDLE_MINUTES, number(params.idle, 0))}
              step={1}
              onSet={(idle) => set(id, { idle })}
            />
            <SliderField
              label={capacityPanelText.batch}
              value={number(params.batch, 1)}
              min={1}
              max={64}
              step={1}
              onSet={(batch) => set(id, { batch })}
            />
            <SliderField
              label={capacityPanelText.batchWindow}
              unit={capacityPanelText.msUnit}
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
              label={capacityPanelText.entries}
              value={number(params.entries, 1000)}
              min={1}
              max={10_000}
              step={1}
              onSet={(entries) => set(id, { entries })}
            />
            <SliderField
              label={capacityPanelText.minutes}
              unit={capacityPanelText.minutesUnit}
              value={number(params.minutes, 60)}
              min={1}
              max={1440}
              step={1}
              onSet={(minutes) => set(id, { minutes })}
            />
          </fieldset>
        ))}
      </div>
      <p className={kit.caption}>{capacityPanelText.about}</p>
    </section>
  )
}

function number(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback
}
