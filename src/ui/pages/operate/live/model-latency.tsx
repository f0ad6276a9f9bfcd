/** @file liveCatalog: the stages of the Live diagram, where a model shows how long its answers take. */
import type { Alias } from '../../../../catalog/lowered-stage'
import type { DrawnNode } from '../../../../graph/drawing'
import type { Size } from '../../../../graph/spacing'
import { liveText } from '../../../../messages/en/operate/live'
import { serviceDiagramText } from '../../../../messages/en/operate/service'
import { termsText } from '../../../../messages/en/operate/terms'
import { commaList } from '../../../../messages/format'
import { nearestRank } from '../../../../metrics/latency-quantiles'
import { stageCatalog, StageTrafficText } from '../stage-catalog'
import type { Slo } from '../../../../ops/slo'
import { useOperate } from '../use-operate'
import { useIsNewBuild, useStageTraffic } from '../use-stage-traffic'
import kit from '../../../kit/kit.module.css'
import styles from '../stage-catalog.module.css'

const { model: text } = liveText.diagram

/** Pixels of a character of the text and of a line of it, and of the padding. */
const [CHARACTER, LINE, PADDING] = [7, 15, 6]

/**
 * The size in screen pixels at which the boxes of these models hold their versions, in up to two lines, and below them
 * a histogram and a line of text.
 */
export function faceSize(models: readonly DrawnNode[], zoom = 1): Size {
  const longest =
    Math.max(0, ...models.map((node) => `${modelName(node, node.params.model)} v10`.length)) * CHARACTER + 8
  const width = Math.min(150, Math.max(112, longest))
  const bars = Math.max(HEIGHT * zoom, LEAST_HEIGHT)
  return { width, height: PADDING + LINE * (Math.ceil(longest / width) + 1) + bars }
}

/** The catalog with model boxes of this size, in canvas pixels, for text that is `grow` times as large. */
export function liveCatalog(size = faceSize([]), grow = 1): typeof stageCatalog {
  const captionHeight = stageCatalog.captionHeight ?? 0
  return {
    ...{ ...stageCatalog, Corner, grow, captionHeight: captionHeight * grow },
    faces: { model: { ...size, Face: ModelLatency } },
  }
}

/** The number of replicas, if there is more than one, next to the name, and the traffic below the node. */
function Corner({ node: { id, kind, params } }: { readonly node: DrawnNode }) {
  const replicas = kind === 'model' ? Number(params.replicas ?? 1) : 1
  return (
    <>
      {replicas > 1 && (
        <span className={kit.caption} title={serviceDiagramText.replicas({ n: replicas })}>
          {serviceDiagramText.timesReplicas({ n: replicas })}
        </span>
      )}
      <StageTrafficText id={id} kind={kind} hasTime={kind !== 'model'} />
    </>
  )
}

/** The lines start below the name, which the gap after its glyph indents. */
const DENSE = { lineHeight: 1.2, paddingInline: 'calc(2 * var(--space-1))' }

function ModelLatency({ node, grow = 1 }: { readonly node: DrawnNode; readonly grow?: number }) {
  const traffic = useStageTraffic(node.id)
  const latencies = traffic?.latencies
  const isShadow = aliasOf(node) === 'shadow'
  const deadline = useOperate(({ log }) => (isShadow ? undefined : deadlineOf(log?.log.readings.objectives.slos ?? [])))
  return (
    <div className={styles.face} style={DENSE}>
      <ModelName node={node} />
      {latencies === undefined ? (
        <div className={kit.faint}>{traffic?.unanswered ? text.noAnswers : text.noRequests}</div>
      ) : (
        <div title={latencyTitle(latencies, deadline, isShadow)}>
          <Histogram {...latencyBins(latencies, deadline)} height={Math.max(HEIGHT, LEAST_HEIGHT * grow)} />
          <P95 ms={nearestRank(latencies, 0.95)} deadline={deadline} />
        </div>
      )}
    </div>
  )
}

/** The strictest of the objectives for latency, in ms; undefined if there is none. */
function deadlineOf(slos: readonly Slo[]): number | undefined {
  const all = slos.flatMap(({ withinMs = [] }) => withinMs)
  return all.length === 0 ? undefined : Math.min(...all)
}

function P95({ ms, deadline = ms }: { readonly ms: number; readonly deadline: number | undefined }) {
  return <div className={ms > deadline ? kit.bad : undefined}>{text.p95({ ms })}</div>
}

function ModelName({ node }: { readonly node: DrawnNode }) {
  const isNewBuild = useIsNewBuild(node.id)
  const model = String(node.params.model ?? '')
  const version = useOperate(({ aliases }) => aliases[model]?.[aliasOf(node)])
  const title = isNewBuild || version ? termsText.version({ model, version: version ?? 0, isNewBuild }) : model
  return (
    <div className={`${kit.caption} ${kit.anywhere}`} translate="no">
      {modelName(node, title)}
    </div>
  )
}

/** What a model is called below the name of its stage: its alias, unless that name has it, and its version. */
function modelName(node: DrawnNode, version: unknown): string {
  const title = termsText.aliasTitle[aliasOf(node)]
  const isNamed = [aliasOf(node), title].some((name) => node.label.toLowerCase().includes(name.toLowerCase()))
  return commaList([...(isNamed ? [] : [title]), ...(version ? [String(version)] : [])])
}

/** The cast is safe because an unknown alias is a problem of the diagram, which is then not served. */
function aliasOf({ params }: DrawnNode): Alias {
  return (params.alias ?? 'champion') as Alias
}

function latencyTitle(latencies: Float64Array, ms: number | undefined, isShadow: boolean): string {
  if (ms === undefined) return isShadow ? text.shadowLatency : text.latency
  const late = latencies.filter((one) => one > ms).length / latencies.length
  return `${text.latency} ${text.deadline({ ms, late })}`
}

/** Bins of the histogram, and the width of one in the picture. */
const [BINS, BIN] = [24, 10]
/** The height of the histogram in canvas pixels, and how high it is at least on the screen. */
const [HEIGHT, LEAST_HEIGHT] = [40, 18]

interface LatencyBins {
  /** The number of requests in each bin: those within the deadline, and those after it. */
  readonly within: readonly number[]
  readonly late: readonly number[]
  /** The place of the deadline among the bins: 2.5 is in the middle of the third one. */
  readonly deadlineAt: number | undefined
}

/** Counts ascending latencies in ms in bins of equal ratio, which also cover the deadline. */
export function latencyBins(latencies: ArrayLike<number>, deadline: number | undefined): LatencyBins {
  const log = (ms: number) => Math.log(Math.max(LEAST, ms))
  const [first = 0, last = 0] = [latencies[0], latencies[latencies.length - 1]]
  const low = log(Math.min(first, deadline ?? first)) - MARGIN
  const high = log(Math.max(last, deadline ?? last)) + MARGIN
  const at = (ms: number) => (BINS * (log(ms) - low)) / (high - low)
  const [within, late] = [new Array<number>(BINS).fill(0), new Array<number>(BINS).fill(0)]
  for (const ms of Array.from(latencies)) {
    const bins = deadline !== undefined && ms > deadline ? late : within
    const bin = Math.min(BINS - 1, Math.floor(at(ms)))
    bins[bin] = (bins[bin] as number) + 1
  }
  return { within, late, deadlineAt: deadline === undefined ? undefined : at(deadline) }
}

/** Clocks of browsers cannot measure less, in ms; and the room at both ends, as a logarithm. */
const LEAST = 0.01
const MARGIN = 0.3

function Histogram({ within, late, deadlineAt, height }: LatencyBins & { readonly height: number }) {
  const most = Math.max(1, ...within.map((count, bin) => count + (late[bin] as number)))
  const y = (count: number) => (count * HEIGHT) / most
  const bars = (counts: readonly number[], below: readonly number[] | undefined, fill: string) =>
    counts.map((count, bin) => {
      if (count === 0) return null
      const top = HEIGHT - y(count + (below?.[bin] ?? 0))
      // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
      return <rect key={bin} x={bin * BIN + 0.5} width={BIN - 1} y={top} height={y(count)} fill={fill} />
    })
  return (
    <svg
      viewBox={`0 0 ${BINS * BIN} ${HEIGHT}`}
      width="100%"
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-part="model-latency"
    >
      {bars(within, undefined, 'var(--data-1)')}
      {bars(late, within, 'var(--bad)')}
      <path d={`M0 ${HEIGHT}h${BINS * BIN}`} stroke="var(--edge)" vectorEffect="non-scaling-stroke" />
      {deadlineAt !== undefined && (
        <path
          d={`M${deadlineAt * BIN} 0v${HEIGHT}`}
          stroke="var(--ink)"
          strokeDasharray="2 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  )
}
