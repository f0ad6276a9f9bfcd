/** @file The catalog of services for the canvas: stages in words, and what a model's stage shows: its alias as a flag, and its name. */
import type { DrawnNode } from '../../../graph/drawing'
import { model } from '../../../catalog/stages/model'
import type { Flow, StageDef } from '../../../catalog/stage-def'
import { valuesOfNode } from '../../../graph/values'
import type { CanvasCatalog, Opening } from '../../canvas/catalog'
import node from '../../canvas/node.module.css'
import { MINUTE } from '../../../ops/scenario/scenario'
import { useStageLive } from './drawing/use-stage-live'
import { WireRate } from './drawing/wire-rate'
import { figure, share, timeWords } from './live/log-summary'
import { stageWords } from './stage-words'
import styles from './stage-catalog.module.css'

export const stageCatalog: CanvasCatalog<Flow, StageDef> = {
  ...stageWords,
  say: (said) => stageWords.say(said),
  blocks: [],
  faces: { model: { height: 112, Face: ModelFace } },
  Corner,
  useMarks: () => ({}),
  opens: networkOf,
  Flowing: WireRate,
}

/** A model's stage opens into the network of the version that its flag is on, as out of its panel. */
function networkOf({ kind, params }: DrawnNode): Opening | undefined {
  if (kind !== model.kind) return undefined
  const { model: name = '', alias = 'champion' } = params
  return { title: 'Open its drawing', command: 'registry.open', args: { model: name, alias } }
}

function ModelFace({ node: drawn }: { readonly node: DrawnNode }) {
  const values = valuesOfNode(model, drawn)
  if (!values.ok) return null
  // Cast: read by the very specs of the model stage.
  const { config } = model.lower(values.value as never)
  return (
    <div className={styles.face}>
      <p className={styles.flag} data-alias={config.alias}>
        {config.alias}
      </p>
      <p className={styles.name} title={config.model}>
        {config.model === '' ? 'no model yet' : config.model}
      </p>
      <p className={styles.more}>{config.batch > 1 ? `batches of ${config.batch}` : 'one by one'}</p>
    </div>
  )
}

/** How many replicas answer, where it is more than one; below the node what passes it now. */
function Corner({ node: { id, kind, params } }: { readonly node: DrawnNode }) {
  const replicas = kind === model.kind && typeof params.replicas === 'number' ? params.replicas : 1
  return (
    <>
      <span className={node.figure} title={replicas > 1 ? `${replicas} replicas` : undefined}>
        {replicas > 1 ? `×${replicas}` : ''}
      </span>
      <Passing id={id} />
    </>
  )
}

/** Requests a virtual minute, and how many of them end here or how long they take: what is more telling of the two. */
function Passing({ id }: { readonly id: string }) {
  const live = useStageLive(id)
  if (!live) return null
  const { perMinute, p95, ended, span } = live
  const rate = figure(perMinute)
  const last = span === MINUTE ? 'minute' : 'hour'
  const about = `In the last virtual ${last}: ${rate} requests a minute, P95 ${timeWords(p95)}${ended > 0 ? `, ${share(ended)} end here` : ''}`
  return (
    <span className={styles.passing} title={about}>
      {`${rate}/min`}
      {ended > 0 ? <b>{`${share(ended)} end here`}</b> : p95 > 0 && <b>{timeWords(p95)}</b>}
    </span>
  )
}
