/** @file The canvas catalog for stages: their text, and the alias and model that a model stage displays. */
import type { Alias } from '../../../catalog/lowered-stage'
import { model } from '../../../catalog/service-stages/model'
import type { Flow, StageDef } from '../../../catalog/stage-def'
import type { DrawnNode } from '../../../graph/drawing'
import { valuesOfNode } from '../../../graph/node-values'
import { serviceDiagramText as text } from '../../../messages/en/operate/service'
import { termsText } from '../../../messages/en/operate/terms'
import { duration } from '../../../messages/format'
import { MINUTE } from '../../../ops/scenario/scenario'
import { callOf } from '../../../studio/run-command'
import type { CanvasCatalog, OpenAction } from '../../canvas/canvas-catalog'
import node from '../../canvas/node.module.css'
import { useStageTraffic } from './service-diagram/use-stage-traffic'
import { WireRate } from './service-diagram/wire-rate'
import styles from './stage-catalog.module.css'
import { stageText } from './stage-text'

export const stageCatalog: CanvasCatalog<Flow, StageDef> = {
  ...stageText,
  problemText: (problem) => stageText.problemText(problem),
  blocks: [],
  faces: { model: { height: 112, Face: ModelFace } },
  Corner,
  useNodeAttributes: () => ({}),
  openAction: networkOf,
  WireActivity: WireRate,
}

/** Opening a model stage opens the network of the version that its alias points to. */
function networkOf({ kind, params }: DrawnNode): OpenAction | undefined {
  if (kind !== model.kind) return undefined
  const { model: name = '', alias = 'champion' } = params
  // The command refuses an unknown alias.
  return { title: text.openNetwork, ...callOf('registry.open', { model: String(name), alias: alias as Alias }) }
}

function ModelFace({ node: drawn }: { readonly node: DrawnNode }) {
  const values = valuesOfNode(model, drawn)
  if (!values.ok) return null
  // The cast is safe because these values were parsed with the parameters of the model stage.
  const { config } = model.lower(values.value as never)
  return (
    <div className={styles.face}>
      <p className={styles.alias} data-alias={config.alias}>
        {termsText.alias[config.alias]}
      </p>
      <p className={styles.name} title={config.model} translate="no">
        {config.model === '' ? text.noModel : config.model}
      </p>
      <p className={styles.more}>{config.batch > 1 ? text.batches({ size: config.batch }) : text.noBatching}</p>
    </div>
  )
}

/** The number of replicas (if there is more than one), and the live traffic numbers below the node. */
function Corner({ node: { id, kind, params } }: { readonly node: DrawnNode }) {
  const replicas = kind === model.kind && typeof params.replicas === 'number' ? params.replicas : 1
  return (
    <>
      <span className={node.figure} title={replicas > 1 ? text.replicas({ n: replicas }) : undefined}>
        {replicas > 1 ? text.timesReplicas({ n: replicas }) : ''}
      </span>
      <StageTrafficText id={id} />
    </>
  )
}

/**
 * Requests per simulated minute, plus either the share of requests that end in this stage or, if none do, the latency.
 */
function StageTrafficText({ id }: { readonly id: string }) {
  const traffic = useStageTraffic(id)
  if (!traffic) return null
  const { perMinute, p95, endShare, span } = traffic
  const about =
    span === MINUTE ? text.lastMinute({ ...traffic, ended: endShare }) : text.lastHour({ ...traffic, ended: endShare })
  return (
    <span className={styles.traffic} title={about}>
      {text.perMinute({ rate: perMinute })}
      {endShare > 0 ? <b>{text.endHere({ share: endShare })}</b> : p95 > 0 && <b>{duration(p95)}</b>}
    </span>
  )
}
