/** @file ValuesDetails: in the dialog of values, the states and gates of a recurrent layer, or the mask of dropout. */
import { useState } from 'react'
import { valuesDialogText } from '../../../messages/en/inspector'
import { layerDetailsText as text } from '../../../messages/en/inspector/layer-details'
import { number, percent } from '../../../messages/format'
import type { LayerDetails } from '../../../studio/models/layer-details'
import type { StateName } from '../../../studio/models/recurrent-states'
import { Segmented } from '../../kit/segmented'
import kit from '../../kit/kit.module.css'
import { pictured, type SeenValues, summarize } from './paint-values'
import { axesOf, Picture, type Pointed } from './values-explanation'

/** The size of the pictures in CSS pixels. */
const SIZE = { width: 520, height: 200 }

/** What a layer with states or a dropout layer computes besides its output, in place of a weighted sum. */
export function ValuesDetails({ seen }: { readonly seen: SeenValues }) {
  const { details } = seen
  return details?.kind === 'states' ? <States {...details} /> : <Mask seen={seen} mask={details} />
}

/** One kind of values over the time steps, chosen by a switch. */
function States({ series, steps, units }: Extract<LayerDetails, { kind: 'states' }>) {
  const names = Object.keys(series) as StateName[]
  const [chosen, setChosen] = useState<StateName>('hidden')
  const [pointed, setPointed] = useState<Pointed>()
  const name = names.includes(chosen) ? chosen : 'hidden'
  const values = series[name] ?? new Float32Array(0)
  // All gates have one range, so that their colors can be compared.
  const range = name.endsWith('Gate') ? { low: 0, high: 1 } : {}
  const [step = 0, unit = 0] = axesOf([steps, units], pointed?.index ?? 0)
  const place = valuesDialogText.place({
    axes: [
      { axis: 'step', at: step + 1 },
      { axis: 'unit', at: unit + 1 },
    ],
  })
  return (
    <section className={kit.stack} aria-label={text.time.title} data-part="states">
      <h3>{text.time.title}</h3>
      {names.length > 1 && (
        <Segmented
          label={text.time.choose}
          layout="bare"
          value={name}
          options={names.map((value) => ({ value, title: text.time.names[value], about: text.time.meanings[value] }))}
          onChange={setChosen}
        />
      )}
      <Picture
        seen={{ values, shape: [steps, units] }}
        summary={{ ...summarize(values), ...range }}
        {...SIZE}
        label={text.time.names[name]}
        onPoint={setPointed}
      />
      <p role="status" className={kit.caption}>
        {pointed
          ? valuesDialogText.value({ place, value: number(values[pointed.index], 4) })
          : text.time.about({ steps, units })}
      </p>
      <p className={kit.soft}>{text.time.meanings[name]}</p>
    </section>
  )
}

/** The mask of the newest training step, or that there is none. */
function Mask({ seen, mask }: { readonly seen: SeenValues; readonly mask: LayerDetails | undefined }) {
  if (mask?.kind !== 'mask')
    return (
      <section className={kit.stack} aria-label={text.mask.title} data-part="mask">
        <h3>{text.mask.title}</h3>
        <p>{text.mask.passes}</p>
      </section>
    )
  const { step, values } = mask
  const dropped = values.reduce((sum, factor) => sum + Number(factor === 0), 0)
  const factor = values.reduce((most, one) => Math.max(most, one), 0)
  const { surface, ...plain } = pictured(seen)
  const summary = summarize(plain.values)
  return (
    <section className={kit.stack} aria-label={text.mask.title} data-part="mask">
      <h3>{text.mask.title}</h3>
      <p>{text.mask.step({ step, share: percent(dropped / values.length, 0), factor: number(factor, 3) })}</p>
      <Picture seen={plain} summary={summary} {...SIZE} label={text.mask.picture({ step })} />
      <p className={kit.soft}>{text.mask.passes}</p>
    </section>
  )
}
