/** @file PictureAnswer: what went in beside what comes out, where a picture goes in. */
import { useMemo } from 'react'
import type { HeadAnswer } from '../../../studio/state'
import { Pixels } from '../../charts/picture'
import { useSelect } from '../../studio-context'
import styles from './face.module.css'

/** Of a picture, in CSS pixels: two fit side by side. */
const SIDE = 66

/** Loaded with the first answer that is a picture. */
export default function PictureAnswer({ head }: { readonly head: Extract<HeadAnswer, { kind: 'image' }> }) {
  const input = useSelect((state) => state.report.binding.inputs.find(({ shape }) => shape.length === 3))
  const trial = useSelect((state) => (input && state.trial ? state.trial[input.label] : undefined))
  const given = useMemo(() => (Array.isArray(trial) ? (trial.flat(2) as number[]) : undefined), [trial])
  return (
    <div className={styles.pictures}>
      {input && given && (
        <figure>
          <Pixels pixels={given} shape={input.shape} label={`What stands at ${input.label}`} side={SIDE} />
          <figcaption>input</figcaption>
        </figure>
      )}
      <figure>
        <Pixels pixels={head.pixels} shape={head.shape} label="What it gives" side={SIDE} />
        <figcaption>given</figcaption>
      </figure>
    </div>
  )
}
