/**
 * @file LayerSummary and LayerFigures: in the panel of a layer, its filters with what the chosen one finds in the current
 * example, and figures of the layer, with the newest weights.
 */
import { useEffect, useRef, useState } from 'react'
import { layerSummaryText as text } from '../../../messages/en/inspector'
import { number, percent } from '../../../messages/format'
import type { LayerValues } from '../../../studio/models/layer-values'
import type { Studio } from '../../../studio/studio'
import kit from '../../kit/kit.module.css'
import { useStudio } from '../../studio-context'
import { layerWatch } from './layer-watch'
import { channelOf, type SeenValues, summarize } from './paint-values'
import { Picture } from './values-explanation'

/** Milliseconds between two reads of the filters while training. */
const READ_MS = 1000
/** With more weights, reading them slows down training, and with more filters, each is too small to see. */
const MOST_WEIGHTS = 50_000
const MOST_FILTERS = 64
/** Sizes of the pictures in CSS pixels: of all filters, and of one. */
const ALL = { width: 216, height: 72 }
const ONE = 64

/** Loads when a layer is selected. Shows nothing until there are values. */
export default function LayerSummary({ node }: { readonly node: string }) {
  const studio = useStudio()
  const [seen, setSeen] = useState<SeenValues>()
  const [chosen, setChosen] = useState<number>()
  useEffect(() => layerWatch(studio).watch(node, setSeen), [studio, node])
  const filters = useFilters(studio, node, seen)
  if (!seen || !filters) return null
  const channels = channelsOf(seen)
  const count = channels.length
  if (count === 0) return null
  const mostActive = channels.reduce((most, { mean }, i) => (mean > (channels[most]?.mean ?? 0) ? i : most), 0)
  const at = Math.min(chosen ?? mostActive, count - 1)
  return (
    <section className={`${kit.stack} ${kit.apart}`} data-part="layer-summary">
      <Picture
        seen={filters}
        summary={summarize(filters.values)}
        {...ALL}
        label={text.filters({ filters: count })}
        chosen={at}
        onChoose={({ tile }) => setChosen(tile)}
      />
      <div className={kit.row}>
        {[channelOf(filters, at), channelOf(seen, at)].map((one, i) => (
          <Picture
            key={i === 0 ? 'filter' : 'map'}
            seen={one}
            summary={summarize(one.values)}
            width={ONE}
            height={ONE}
            label={i === 0 ? text.filter({ filter: at + 1 }) : text.map({ filter: at + 1 })}
          />
        ))}
      </div>
      <p className={kit.caption}>
        <b className={kit.ink}>{text.filter({ filter: at + 1 })}</b>{' '}
        {filters.inputs > 1 && text.mean({ inputs: filters.inputs })}
        {text.activity({
          isMost: at === mostActive,
          mean: number(channels[at]?.mean, 2),
          zero: percent(channels[at]?.zero, 0),
        })}
      </p>
    </section>
  )
}

/** Figures of each channel of a feature map; none for other values. */
function channelsOf(seen: SeenValues) {
  const count = seen.shape.length === 3 ? (seen.shape[2] as number) : 0
  return Array.from({ length: count }, (_, i) => summarize(channelOf(seen, i).values))
}

/** What the layer computes for the current example, in figures. Shows nothing until there are values. */
export function LayerFigures({ node }: { readonly node: string }) {
  const studio = useStudio()
  const [seen, setSeen] = useState<SeenValues>()
  useEffect(() => layerWatch(studio).watch(node, setSeen), [studio, node])
  if (!seen) return null
  const gradient = layerWatch(studio).gradients()[node]
  const channels = channelsOf(seen)
  return (
    <section className={kit.apart} data-part="layer-figures">
      <dl className={kit.facts} style={{ gridTemplateColumns: '1fr max-content' }}>
        <dt>{text.level}</dt>
        <dd>{number(summarize(seen.values).mean, 2)}</dd>
        {channels.length > 0 && (
          <>
            <dt>{text.silent}</dt>
            <dd>{text.of({ some: channels.filter(({ zero }) => zero === 1).length, all: channels.length })}</dd>
          </>
        )}
        {gradient !== undefined && (
          <>
            <dt>{text.gradient}</dt>
            <dd>{number(gradient, 2)}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** The filters of a convolution, [height, width, filters], as their mean over the input channels. */
interface Filters extends SeenValues {
  /** The number of input channels. */
  readonly inputs: number
}

/** The filters of a node, read again while it trains. */
function useFilters(studio: Studio, node: string, seen: SeenValues | undefined): Filters | undefined {
  const [filters, setFilters] = useState<Filters>()
  const readAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (seen?.shape.length !== 3 || performance.now() - readAt.current < READ_MS) return
    readAt.current = performance.now()
    studio.run('weights.list', { node }).then(
      ({ kernel }) => setFilters(filtersOf(kernel)),
      // Without a network that can compute anything, the panel keeps what it shows.
      () => undefined,
    )
  }, [studio, node, seen])
  return filters
}

/** Filters as maps; undefined for a kernel that is no small image. */
export function filtersOf(kernel: LayerValues | undefined): Filters | undefined {
  const [height = 0, width = 0, inputs = 0, filters = 0] = kernel?.shape ?? []
  if (kernel?.shape.length !== 4 || height * width < 2) return undefined
  if (filters > MOST_FILTERS || kernel.values.length > MOST_WEIGHTS) return undefined
  const values = new Float32Array(height * width * filters)
  for (let place = 0; place < height * width; place++)
    for (let input = 0; input < inputs; input++)
      for (let filter = 0; filter < filters; filter++)
        values[place * filters + filter] =
          (values[place * filters + filter] as number) +
          (kernel.values[(place * inputs + input) * filters + filter] as number) / inputs
  return { values, shape: [height, width, filters], inputs }
}
