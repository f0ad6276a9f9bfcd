/** @file PictureAnswer: a predicted image, next to the input where that is an image too. */
import { useMemo } from 'react'
import { networkText } from '../../../messages/en/network'
import type { HeadAnswer } from '../../../studio/state'
import { Pixels } from '../../charts/picture'
import { useSelect } from '../../studio-context'
import styles from './face.module.css'

const text = networkText.prediction

/** Side of an image, in CSS pixels: two fit next to each other. */
const SIDE = 66

/** Loads with the first prediction that is an image. */
export default function PictureAnswer({ head }: { readonly head: Extract<HeadAnswer, { kind: 'image' }> }) {
  const input = useSelect((state) => state.report.binding.inputs.find(({ shape }) => shape.length === 3))
  const trial = useSelect((state) => (input && state.trial ? state.trial[input.label] : undefined))
  const given = useMemo(() => (Array.isArray(trial) ? (trial.flat(2) as number[]) : undefined), [trial])
  return (
    <div className={styles.pictures}>
      {input && given && (
        <figure>
          <Pixels pixels={given} shape={input.shape} label={text.inputImage({ input: input.label })} side={SIDE} />
          <figcaption>{text.inputCaption}</figcaption>
        </figure>
      )}
      <figure>
        <Pixels pixels={head.pixels} shape={head.shape} label={text.outputImage} side={SIDE} />
        <figcaption>{text.outputCaption}</figcaption>
      </figure>
    </div>
  )
}
