/**
 * @file ValuesDialog: everything that a layer computes for the current example: each channel, the chosen one large, the
 * value under the pointer, statistics, the multiplication that the chosen value comes from, and what predictions are
 * worth without some channels.
 */
import { useEffect, useState } from 'react'
import { errorMessage } from '../../../base/result'
import type { Shape } from '../../../catalog/layer-def'
import { valuesDialogText as text } from '../../../messages/en/inspector'
import { count, dimensions, number, percent } from '../../../messages/format'
import type { MuteEffect } from '../../../studio/models/mute-layer'
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
import { type SeenValues, type Summary, summarize } from './paint-values'
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
  const [chosen, setChosen] = useState<number>()
  const [pointed, setPointed] = useState<Pointed>()
  const [muted, setMuted] = useState<readonly number[]>(NONE)
  const kind = useSelect((state) => nodeOf(state, node)?.kind)
  useEffect(() => layerWatch(studio).watch(node, setSeen), [studio, node])
  const title = text.title({ layer: label })
  if (!seen)
    return (
      <Dialog open title={title} onClose={onClose}>
        <p className={kit.soft}>{text.none}</p>
      </Dialog>
    )
  const { shape, surface } = seen
  const summary = summarize(surface?.values ?? seen.values)
  const index = Math.min(chosen ?? largestOf(seen.values), seen.values.length - 1)
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
          <Explanation node={node} index={index} seen={seen} place={place} />
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

function channelOf({ values, shape, surface }: SeenValues, channel: number): SeenValues {
  const channels = shape.at(-1) ?? 1
  const of = (all: Float32Array) =>
    Float32Array.from({ length: all.length / channels }, (_, i) => all[i * channels + channel] as number)
  if (surface) return { values: of(values), shape: [1], surface: { side: surface.side, values: of(surface.values) } }
  return { values: of(values), shape: [...shape.slice(0, -1), 1] }
}

function largestOf(values: Float32Array): number {
  return values.reduce((best, value, i) => (value > (values[best] as number) ? i : best), 0)
}

/** The classes of an output, if it has one unit for each. */
function classNames({ report }: AppState, node: string): readonly string[] | undefined {
  const task = report.binding.outputs.find((output) => output.node === node)?.task
  return task?.kind === 'classes' && task.labels.length === report.shapes.get(node)?.[0] ? task.labels : undefined
}
