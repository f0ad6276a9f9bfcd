/** @file ImagePrediction: a predicted image, next to the input if the input is also an image. */
import { useMemo } from 'react'
import { nodeFacesText as text } from '../../../messages/en/inspector'
import type { HeadAnswer } from '../../../studio/state'
import { grayLook } from '../../charts/paint-pixels'
import { PixelImage, useDatasetLook } from '../../charts/pixel-image'
import { useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'

/** Side length of an image in CSS pixels, so that two fit side by side. */
const SIDE = 66

/** Shows the predicted image. Loads when the first prediction that is an image arrives. */
export default function ImagePrediction({ head }: { readonly head: Extract<HeadAnswer, { kind: 'image' }> }) {
  const input = useSelect((state) => state.report.binding.inputs.find(({ shape }) => shape.length === 3))
  const trial = useSelect((state) => (input && state.trial ? state.trial[input.label] : undefined))
  const inputPixels = useMemo(() => (Array.isArray(trial) ? (trial.flat(2) as number[]) : undefined), [trial])
  // Both images are drawn alike, so that they can be compared.
  const own = input && inputPixels && input.shape[2] === 1 ? grayLook(inputPixels, input.shape) : undefined
  const look = useDatasetLook() ?? own
  return (
    <div className={`${kit.rowWide} ${styles.pictures}`}>
      {input && inputPixels && (
        <figure>
          <PixelImage
            pixels={inputPixels}
            shape={input.shape}
            look={look}
            label={text.inputImage({ input: input.label })}
            side={SIDE}
          />
          <figcaption>{text.inputCaption}</figcaption>
        </figure>
      )}
      <figure>
        <PixelImage pixels={head.pixels} shape={head.shape} look={look} label={text.outputImage} side={SIDE} />
        <figcaption>{text.outputCaption}</figcaption>
      </figure>
    </div>
  )
}
