/**
 * @file ValuesDialog: everything that a layer computes for the current example: each channel, the chosen one large, the
 * value under the pointer, statistics, the multiplication that the chosen value comes from, and what predictions are
 * worth without some channels.
 */
import { useEffect, useState } from 'react'
import { errorMessage } from '../../../base/result'
import type { Histogram } from '../../../base/value-histogram'
import type { Shape } from '../../../catalog/layer-def'
import { valuesDialogText as text } from '../../../messages/en/inspector'
import { count, dimensions, number, percent } from '../../../messages/format'
import type { MuteEffect } from '../../../studio/models/change-weights'
import type { AppState } from '../../../studio/state'
import { nodeOf } from '../../canvas/selectors'
import { Button } from '../../kit/button'
import { DataTable } from '../../kit/data-table'
import { Dialog } from '../../kit/dialog'
import { NumberField } from '../../kit/number-field'
import { useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { layerWatch } from './layer-watch'
import { channelOf, type SeenValues, type Summary, summarize } from './paint-values'
import { SurfaceView } from './surface-view'
import { ValuesDetails } from './values-details'
import { axesOf, axisName, Explanation, MOST_CHANNELS, Picture, placeOf, type Pointed } from './values-explanation'

/** Sizes of the pictures in CSS pixels: of all channels, and of the chosen one. */
const ALL = { width: 600, height: 400, least: 64 }
const ONE = 280

const NONE: readonly number[] = []

/** Loads when first opened. */
export default function ValuesDialog({ node, onClose }: { readonly node: string; readonly onClose: () => void }) {
  const studio = useStudio()
  const label = useSelect((state) => nodeOf(state, node)?.label ?? node)
  const names = useSelect((state) => classNames(state, node))
  const [seen, setSeen] = useState<SeenValues>()
  // The largest value when the dialog opens: a change of its weights may make another one the largest.
  const [chosen, setChosen] = useState<number>()
  const [pointed, setPointed] = useState<Pointed>()
  const [muted, setMuted] = useState<readonly number[]>(NONE)
  const kind = useSelect((state) => nodeOf(state, node)?.kind)
  useEffect(() => {
    setChosen(undefined)
    return layerWatch(studio).watch(node, (now) => {
      setSeen(now)
      if (now) setChosen((index) => index ?? largestOf(now.values))
    })
  }, [studio, node])
  const title = text.title({ layer: label })
  if (!seen)
    return (
      <Dialog open title={title} onClose={onClose}>
        <p className={kit.soft}>{text.none}</p>
      </Dialog>
    )
  const { shape, surface } = seen
  const summary = summarize(surface?.values ?? seen.values)
  const index = Math.min(chosen ?? 0, seen.values.length - 1)
  const channels = shape.at(-1) ?? 1
  const channel = index % channels
  const tiled = surface ? 'unit' : shape.length === 3 ? 'channel' : undefined
  const one = tiled ? channelOf(seen, channel) : undefined
  const part: Parameters<typeof text.part>[0] = { axis: tiled ?? 'channel', at: channel + 1 }
  const place = placeOf(shape, index, names)
  const partAxis = axisName(shape, shape.length - 1)
  return (
    <Dialog open title={title} width="broad" onClose={onClose}>
      <div className={`${kit.columns} ${kit.top}`}>
        <section className={kit.stack} aria-label={text.all}>
          <p className={kit.soft}>
            {text.about({ shape: dimensions(shape), shown: MOST_CHANNELS, channels: tiled ? channels : 0, tiled })}
          </p>
          {kind === 'output' && surface && <SurfaceView />}
          <Picture
            seen={seen}
            summary={summary}
            width={ALL.width}
            height={tiled ? Math.max(ALL.height, Math.ceil(channels / 8) * ALL.least) : ALL.height}
            label={title}
            names={names}
            muted={muted}
            chosen={tiled ? channel : shape.length === 1 ? index : undefined}
            onPoint={setPointed}
            onChoose={({ tile, index: of }) => setChosen(surface ? tile : tiled ? index - channel + tile : of)}
          />
          <p role="status" className={kit.caption}>
            {pointed
              ? text.value({ place: placeOf(shape, pointed.index, names), value: number(pointed.value, 4) })
              : text.hint({ tiled })}
          </p>
          <Statistics all={summary} one={one && { ...part, ...summarize(one.surface?.values ?? one.values) }} />
          {kind !== 'input' && (
            <Mute {...{ node, channels, muted }} part={{ ...part, axis: partAxis }} onChange={setMuted} />
          )}
          {kind !== 'input' && <History node={node} />}
        </section>
        <section className={kit.stackWide} aria-label={text.chosen}>
          <div className={`${kit.wrapWide} ${kit.top}`}>
            {one && (
              <Picture
                seen={one}
                summary={summary}
                width={ONE}
                height={ONE}
                label={text.part(part)}
                onPoint={(of) => setPointed(of && { ...of, index: surface ? channel : of.index * channels + channel })}
                {...(surface ? {} : { onChoose: (of) => setChosen(of.index * channels + channel) })}
              />
            )}
            <Place shape={shape} index={index} onChange={setChosen} />
          </div>
          {seen.details || kind === 'dropout' ? (
            <ValuesDetails seen={seen} />
          ) : (
            <Explanation node={node} index={index} seen={seen} place={place} />
          )}
        </section>
      </div>
    </Dialog>
  )
}

/** The place of the chosen value, one field per axis, for the keyboard. */
function Place({
  shape,
  index,
  onChange,
}: {
  readonly shape: Shape
  readonly index: number
  readonly onChange: (index: number) => void
}) {
  const place = axesOf(shape, index)
  return (
    <div className={kit.stack}>
      {place.map((at, axis) => {
        const [name, size] = [axisName(shape, axis), shape[axis] ?? 1]
        const stride = shape.slice(axis + 1).reduce((product, n) => product * n, 1)
        return (
          <NumberField
            key={name}
            label={text.axes[name]}
            layout="stack"
            integer
            min={1}
            max={size}
            value={at + 1}
            onChange={(next) => onChange(index + (next - 1 - at) * stride)}
          />
        )
      })}
    </div>
  )
}

function Statistics({
  all,
  one,
}: {
  readonly all: Summary
  readonly one: (Summary & Parameters<typeof text.part>[0]) | undefined
}) {
  const rows = [
    { name: text.least, of: ({ low }: Summary) => number(low, 4) },
    { name: text.largest, of: ({ high }: Summary) => number(high, 4) },
    { name: text.mean, of: ({ mean }: Summary) => number(mean, 4) },
    { name: text.zeros, of: ({ zero }: Summary) => percent(zero) },
  ]
  return (
    <DataTable
      look="figures"
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { head: text.statistic, heading: true, cell: ({ name }) => name },
        ...(one ? [{ head: text.part(one), cell: ({ of }: (typeof rows)[number]) => of(one) }] : []),
        { head: text.layer, cell: ({ of }) => of(all) },
      ]}
    />
  )
}

interface MuteProps {
  readonly node: string
  readonly channels: number
  readonly muted: readonly number[]
  /** The chosen channel. */
  readonly part: Parameters<typeof text.part>[0]
  readonly onChange: (muted: readonly number[]) => void
}

/** Mutes channels while the dialog is open, and shows how predictions change. */
function Mute({ node, channels, muted, part, onChange }: MuteProps) {
  const studio = useStudio()
  const channel = part.at - 1
  const { value, error, isCurrent } = useResult([node, muted], () =>
    muted.length === 0 ? undefined : studio.run('layer.mute', { node, channels: muted }),
  )
  const isMuted = muted.includes(channel)
  const toggled = isMuted ? muted.filter((one) => one !== channel) : [...muted, channel].sort((a, b) => a - b)
  const all = Array.from({ length: channels }, (_, i) => i)
  return (
    <section className={kit.stack} aria-label={text.mute.title}>
      <div className={kit.wrapWide}>
        <Button size="small" aria-pressed={isMuted} onClick={() => onChange(toggled)}>
          {text.mute.one({ part: text.part(part), isMuted })}
        </Button>
        {muted.length < channels && (
          <Button size="small" onClick={() => onChange(all)}>
            {text.mute.all}
          </Button>
        )}
        {muted.length > 0 && (
          <Button size="small" onClick={() => onChange([])}>
            {text.mute.none}
          </Button>
        )}
      </div>
      {muted.length === 0 ? (
        <p className={kit.soft}>{text.mute.about}</p>
      ) : error !== undefined ? (
        <p className={kit.soft}>{errorMessage(error)}</p>
      ) : (
        <p role="status" data-part="muted">
          {value && isCurrent
            ? text.mute.words({ ...value, muted: muted.length, channels, axis: part.axis })
            : text.mute.computing}
        </p>
      )}
      {muted.length > 0 && value?.perClass && <Classes perClass={value.perClass} />}
    </section>
  )
}

/** Sizes of the picture of a distribution over time in CSS pixels, and its rows. */
const HISTORY = { width: 520, height: 120, rows: 48, columns: 130 }

/** How weights, gradients, and activations were distributed at the checkpoints of the run. */
function History({ node }: { readonly node: string }) {
  const studio = useStudio()
  // A run keeps histograms while it trains.
  const kept = useSelect(({ runs, run }) => runs.find(({ id }) => run.tag === 'idle' || id === run.id)?.histograms)
  const { value } = useResult([node, kept], () => studio.run('layer.history', { node }))
  if (!value) return null
  return (
    <section className={kit.stack} aria-label={text.history.title}>
      <h3>{text.history.title}</h3>
      {(['weights', 'gradients', 'activations'] as const).map((kind) => {
        const all = value[kind]
        if (!all) return null
        const { low, high, shares } = spreadOf(all)
        const label = text.history.about({
          ...{ kind, low, high },
          ...{ first: value.steps[0] ?? 0, last: value.steps.at(-1) ?? 0, checkpoints: all.length },
        })
        return (
          <figure key={kind} className={kit.stackTight}>
            <Picture
              seen={{ values: overSteps(shares, value.steps), shape: [HISTORY.columns, HISTORY.rows] }}
              summary={summarize(shares)}
              width={HISTORY.width}
              height={HISTORY.height}
              label={label}
            />
            <figcaption className={kit.caption}>{label}</figcaption>
          </figure>
        )
      })}
    </section>
  )
}

/**
 * The shares of checkpoints, [steps, rows], as columns that are equally many steps wide: each shows the checkpoint that
 * is nearest to its step.
 */
export function overSteps(shares: Float32Array, steps: readonly number[]): Float32Array {
  const [first = 0, last = first] = [steps[0], steps.at(-1)]
  const columns = new Float32Array(HISTORY.columns * HISTORY.rows)
  let checkpoint = 0
  for (let at = 0; at < HISTORY.columns; at++) {
    const step = first + ((at + 0.5) / HISTORY.columns) * (last - first)
    while (((steps[checkpoint] ?? last) + (steps[checkpoint + 1] ?? Number.POSITIVE_INFINITY)) / 2 < step) checkpoint++
    columns.set(shares.subarray(checkpoint * HISTORY.rows, (checkpoint + 1) * HISTORY.rows), at * HISTORY.rows)
  }
  return columns
}

/**
 * The share of values in equal ranges at each step, from the largest range down, [steps, rows]. Within a range of a
 * histogram, values are taken as evenly distributed. Square roots, so that rare values show.
 */
export function spreadOf(all: readonly Histogram[]): { low: number; high: number; shares: Float32Array } {
  const low = Math.min(...all.map((one) => one.low))
  const high = Math.max(...all.map((one) => one.high))
  const shares = new Float32Array(all.length * HISTORY.rows)
  const row = (high - low) / HISTORY.rows || 1
  all.forEach(({ counts, ...own }, step) => {
    const total = counts.reduce((sum, n) => sum + n, 0) || 1
    const width = (own.high - own.low) / counts.length
    counts.forEach((n, bin) => {
      const from = (own.low + bin * width - low) / row
      const to = Math.min(HISTORY.rows, from + width / row)
      const last = Math.min(HISTORY.rows - 1, Math.max(Math.floor(from), Math.ceil(to) - 1))
      for (let at = Math.min(last, Math.floor(from)); at <= last; at++) {
        const part = to > from ? (Math.min(to, at + 1) - Math.max(from, at)) / (to - from) : 1
        const place = step * HISTORY.rows + HISTORY.rows - 1 - at
        shares[place] = (shares[place] as number) + (n / total) * part
      }
    })
  })
  return { low, high, shares: shares.map(Math.sqrt) }
}

/** The accuracy of each class with and without what is muted. */
function Classes({ perClass }: Required<Pick<MuteEffect, 'perClass'>>) {
  return (
    <DataTable
      look="figures"
      rows={perClass}
      rowKey={({ label }) => label}
      columns={[
        { head: text.mute.class, heading: true, name: true, cell: ({ label }) => label },
        { head: text.mute.examples, cell: ({ n }) => count(n) },
        { head: text.mute.before, cell: ({ value }) => percent(value) },
        { head: text.mute.after, cell: ({ without }) => percent(without) },
        { head: text.mute.change, cell: ({ difference }) => text.mute.difference(difference) },
      ]}
    />
  )
}

function largestOf(values: Float32Array): number {
  return values.reduce((best, value, i) => (value > (values[best] as number) ? i : best), 0)
}

/** The classes of an output, if it has one unit for each. */
function classNames({ report }: AppState, node: string): readonly string[] | undefined {
  const task = report.binding.outputs.find((output) => output.node === node)?.task
  return task?.kind === 'classes' && task.labels.length === report.shapes.get(node)?.[0] ? task.labels : undefined
}
