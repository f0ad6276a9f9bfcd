/** @file The canvas catalog for stages: their text, and the alias and model that a model stage displays. */
import { type CSSProperties, useEffect, useRef } from 'react'
import type { Alias } from '../../../catalog/lowered-stage'
import { model } from '../../../catalog/service-stages/model-stages'
import type { Flow, StageDef } from '../../../catalog/stage-def'
import type { DrawnNode } from '../../../graph/drawing'
import { valuesOfNode } from '../../../graph/node-values'
import { serviceDiagramText as text } from '../../../messages/en/operate/service'
import { termsText } from '../../../messages/en/operate/terms'
import { latency, number, precisePercent } from '../../../messages/format'
import { MINUTE } from '../../../ops/scenario/scenario'
import { callOf } from '../../../studio/run-command'
import { useSelect } from '../../canvas/board-context'
import type { CanvasCatalog, NodeAttributes, OpenAction, WireActivityProps } from '../../canvas/canvas-catalog'
import kit from '../../kit/kit.module.css'
import nodeStyles from '../../canvas/node.module.css'
import styles from './stage-catalog.module.css'
import wireStyles from '../../canvas/wire.module.css'
import { configuredShare, stageText } from './service-diagram/stage-text'
import { useOperate } from './use-operate'
import { useIsNewBuild, useStageTraffic, useWireTraffic } from './use-stage-traffic'

export const stageCatalog: CanvasCatalog<Flow, StageDef> = {
  ...stageText,
  problemText: (problem) => stageText.problemText(problem),
  blocks: [],
  faces: { model: { height: 112, Face: ModelFace } },
  captionHeight: 20,
  Corner,
  useNodeAttributes: useFailing,
  useIsWireFailing,
  openAction: networkOf,
  WireActivity: WireTraffic,
}

/** Opening a model stage opens the network of the version that its alias points to. */
function networkOf({ kind, params }: DrawnNode): OpenAction | undefined {
  if (kind !== model.kind) return undefined
  const { model: name = '', alias = 'champion' } = params
  // The command refuses an unknown alias.
  return { title: text.openNetwork, ...callOf('registry.open', { model: String(name), alias: alias as Alias }) }
}

/** An amber badge, in which a long name ends with an ellipsis. */
const NEW_BUILD: CSSProperties & Readonly<Record<'--flag', string>> = { '--flag': 'var(--warn)', maxWidth: '100%' }

function ModelFace({ node: drawn }: { readonly node: DrawnNode }) {
  const isNewBuild = useIsNewBuild(drawn.id)
  const values = valuesOfNode(model, drawn)
  if (!values.ok) return null
  // The cast is safe because these values were parsed with the parameters of the model stage.
  const { config } = model.lower(values.value as never)
  const build = termsText.version({ model: config.model, version: 0, isNewBuild })
  return (
    <div className={styles.face}>
      <p className={styles.alias} data-alias={config.alias}>
        {termsText.alias[config.alias]}
      </p>
      {isNewBuild ? (
        <p className={styles.alias} style={NEW_BUILD} title={build}>
          <span className={kit.ellipsis}>{build}</span>
        </p>
      ) : (
        <p className={kit.ellipsis} title={config.model} translate="no">
          {config.model === '' ? text.noModel : config.model}
        </p>
      )}
      <p className={kit.caption}>{config.batch > 1 ? text.batches({ size: config.batch }) : text.noBatching}</p>
    </div>
  )
}

/** The number of replicas (if there is more than one), and the live traffic numbers below the node. */
function Corner({ node: { id, kind, params } }: { readonly node: DrawnNode }) {
  const replicas = kind === model.kind && typeof params.replicas === 'number' ? params.replicas : 1
  return (
    <>
      <span className={nodeStyles.figure} title={replicas > 1 ? text.replicas({ n: replicas }) : undefined}>
        {replicas > 1 ? text.timesReplicas({ n: replicas }) : ''}
      </span>
      <StageTrafficText id={id} kind={kind} />
    </>
  )
}

/** The stages that reject requests, and the share of rejected ones from which on it is a problem, not their job. */
const REJECTS: ReadonlySet<string> = new Set(['validate', 'rateLimit'])
const SHEDDING = 0.1

/**
 * Requests per simulated minute, plus the share of requests that get their result in this stage or, if none do, how many
 * pass it with a result or, if none do, its time (`hasTime`). A stage that is down, or leaves requests unanswered, shows why.
 */
export function StageTrafficText(props: { readonly id: string; readonly kind: string; readonly hasTime?: boolean }) {
  const { id, kind, hasTime = true } = props
  const traffic = useStageTraffic(id)
  if (!traffic) return null
  const { about, first, second, isBad } = trafficTexts(kind, traffic, hasTime)
  const { down } = traffic
  return (
    <span className={`${kit.row} ${styles.traffic} ${down ? kit.bad : kit.soft}`} title={about}>
      <span className={isBad ? kit.bad : undefined}>{first}</span>
      {second !== '' && <span className={down ? undefined : kit.faint}>{second}</span>}
    </span>
  )
}

/** The texts about the traffic of a stage. Where there is no room for both, only the first one is shown. */
export function trafficTexts(kind: string, traffic: NonNullable<ReturnType<typeof useStageTraffic>>, hasTime = true) {
  const { perMinute, skipping, settled, p95, endShare, unanswered, down, span } = traffic
  const why = unanswered && text.down[unanswered].short
  const ended = endShare > 0 ? (text.ended[kind]?.({ share: endShare, why }) ?? '') : ''
  const rates = { ...traffic, ended, down: down ? text.down[down].long : '' }
  const about = span === MINUTE ? text.lastMinute(rates) : text.lastHour(rates)
  const skipped = settled > 0 ? text.settled({ rate: settled }) : skipping > 0 ? text.skipping({ rate: skipping }) : ''
  const more = ended || skipped || (hasTime && p95 > 0 ? latency(p95) : '')
  const isBad = why !== undefined || (REJECTS.has(kind) && endShare >= SHEDDING)
  const rate = text.perMinute({ rate: perMinute })
  // The wire shows the rate, too, so it comes after what is more urgent.
  const [first, second] = down ? [text.isDown, text.down[down].short] : isBad ? [ended, rate] : [rate, more]
  return { about, first, second, isBad }
}

/** Marks a stage that is down. */
function useFailing(id: string): NodeAttributes {
  const down = useStageTraffic(id)?.down
  return down === undefined ? NO_ATTRIBUTES : { 'data-failing': down }
}

const NO_ATTRIBUTES: NodeAttributes = {}

/** Whether a wire leads to a stage that is down. */
function useIsWireFailing(id: string): boolean {
  const to = useSelect(({ project: { drawing } }) => drawing.wires.find((wire) => wire.id === id)?.to)
  return useStageTraffic(to ?? '')?.down !== undefined
}

// WireTraffic: the requests per simulated minute along a wire and, if several wires leave the same stage, their share.

/** In canvas pixels: the gap between the rate and the label of the wire. */
const GAP = 10
/** The width of one character in the label, in canvas pixels at the usual size. */
const CHARACTER_WIDTH = 6.6
/** Separates the texts of a wire when they are read aloud or copied; SVG drops ordinary spaces. */
const NO_BREAK_SPACE = '\u00a0'

/**
 * The requests that flow along a wire, and their rate, on the wire or next to its label; without its unit, or left out,
 * where there is no room.
 */
function WireTraffic(props: WireActivityProps) {
  const perMinute = useWireTraffic(props.id)?.perMinute ?? 0
  return (
    <>
      {perMinute > 0 && <RequestFlow {...props} perMinute={perMinute} />}
      <WireRate {...props} />
    </>
  )
}

/** On screen, in pixels: the diameter of a dot, and the distance between two at the lowest and at the highest rates. */
const DOT = 3
const [FAR, NEAR] = [22, 6]
/** The time in ms in which dots move on by one distance, in steps, so that the page is not painted in each frame. */
const FLOW = { duration: 800, iterations: Number.POSITIVE_INFINITY, easing: 'steps(8)' }

/**
 * A band whose width, and dots whose distance, show the rate of requests: squares on the way to a stage that is down. They
 * move while the scenario plays.
 */
function RequestFlow({ id, path, perMinute, grow }: WireActivityProps & { readonly perMinute: number }) {
  const isFailing = useIsWireFailing(id)
  const dots = useRef<SVGPathElement>(null)
  const isMoving = useOperate(({ clock }) => clock.playing) && !matchMedia('(prefers-reduced-motion: reduce)').matches
  const magnitude = Math.log10(1 + perMinute)
  // In steps, so that a rate that hardly changes does not start the motion again.
  const distance = Math.round(Math.max(NEAR, FAR - 5 * magnitude)) * grow
  useEffect(() => {
    if (!isMoving) return
    const motion = dots.current?.animate({ strokeDashoffset: [distance, 0] }, FLOW)
    return () => motion?.cancel()
  }, [isMoving, distance])
  return (
    <g fill="none" pointerEvents="none" data-part="request-flow">
      <path d={path} stroke="var(--wire-1)" strokeOpacity={0.3} strokeWidth={(DOT + 1 + 1.5 * magnitude) * grow} />
      <path
        ref={dots}
        d={path}
        stroke={isFailing ? 'var(--bad)' : 'var(--wire-2)'}
        strokeWidth={DOT * grow}
        strokeLinecap={isFailing ? 'square' : 'round'}
        strokeDasharray={`0 ${distance}`}
      />
    </g>
  )
}

function WireRate({ id, x, y, label, width, grow }: WireActivityProps) {
  const traffic = useWireTraffic(id)
  const hasBranches = useSelect(({ project: { drawing } }) => {
    const from = drawing.wires.find((wire) => wire.id === id)?.from
    return drawing.wires.filter((wire) => wire.from === from).length > 1
  })
  const configured = useSelect(({ project: { drawing }, report }) => {
    const wire = drawing.wires.find((one) => one.id === id)
    // The cast is safe because the board of a service checks only stages.
    const flow = wire && (report.shapes.get(wire.from) as Flow | undefined)
    return (
      flow &&
      configuredShare(
        flow,
        drawing.nodes.find((node) => node.id === wire.to),
      )
    )
  })
  if (!traffic) return null
  // The wire already shows its configured share, so the measured share is shown only if it differs.
  const share = hasBranches && perMille(traffic.share) !== perMille(configured) ? precisePercent(traffic.share) : ''
  const fits = (...texts: readonly string[]) => texts.join('  ').length * CHARACTER_WIDTH * grow < width
  const rates = [text.perMinute({ rate: traffic.perMinute }), number(traffic.perMinute)]
  const rate = rates.find((one) => (label === '' ? fits(one) : fits(label, one)))
  if (rate === undefined) return null
  const position =
    label === ''
      ? ({ x, y, textAnchor: 'middle' } as const)
      : ({ x: x + (label.length * CHARACTER_WIDTH * grow) / 2 + GAP, y, textAnchor: 'start' } as const)
  return (
    <text {...position} className={wireStyles.shape} data-wire={id}>
      {label === '' ? rate : `${NO_BREAK_SPACE}${rate}`}
      {share !== '' && fits(label, rate, share) && (
        <tspan className={styles.part} dx={6}>
          {`${NO_BREAK_SPACE}${share}`}
        </tspan>
      )}
    </text>
  )
}

/** Shares are shown to a tenth of a percent. */
function perMille(share: number | undefined): number | undefined {
  return share === undefined ? undefined : Math.round(1000 * share)
}
