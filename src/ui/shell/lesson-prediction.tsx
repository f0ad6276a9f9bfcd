/** @file The fields in which a learner predicts: a choice, a number, or a loss curve that is sketched. */
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react'
import { readSide } from '../../compile/lesson-check'
import type { LessonPrediction, Predicted } from '../../compile/project'
import { lessonStepText as text } from '../../messages/en/shell/lesson-step'
import { CURVE_POINTS } from '../../studio/lessons/lesson-steps'
import kit from '../kit/kit.module.css'
import { TextField } from '../kit/text-field'
import { useSelect } from '../studio-context'
import { isShare, valueName } from './lesson-condition'

interface PredictionFieldProps {
  readonly prediction: LessonPrediction
  readonly value: Predicted | undefined
  readonly onChange: (value: Predicted | undefined) => void
}

/** The field for a prediction of any kind. */
export function PredictionField({ prediction, value, onChange }: PredictionFieldProps) {
  const name = useId()
  switch (prediction.kind) {
    case 'choice':
      return (
        <fieldset className={kit.stack} aria-label={prediction.question}>
          {prediction.choices.map((choice, i) => (
            <label key={choice} className={`${kit.row} ${kit.top}`}>
              <input type="radio" name={name} checked={value === i} onChange={() => onChange(i)} />
              <span>{choice}</span>
            </label>
          ))}
        </fieldset>
      )
    case 'number':
      return <NumberPrediction value={prediction.value} onChange={onChange} />
    case 'curve':
      return <CurveSketch prediction={prediction} predicted={curveOf(value)} onChange={onChange} />
    default:
      return prediction satisfies never
  }
}

/** Empty at first, so that no number suggests itself. A share is written as a percentage. */
function NumberPrediction({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: number | undefined) => void
}) {
  const [written, setWritten] = useState('')
  const read = readSide(value)
  const side = read.ok ? read.value : undefined
  const isPercent = isShare(side)
  const number = numberIn(written)
  return (
    <TextField
      layout="stack"
      label={text.valueOf({ name: valueName(side, value), isPercent })}
      value={written}
      reportOn="typing"
      maxLength={20}
      {...(written !== '' && number === undefined ? { problem: text.noNumber } : {})}
      onChange={(next) => {
        setWritten(next)
        const typed = numberIn(next)
        onChange(typed === undefined ? undefined : isPercent ? typed / 100 : typed)
      }}
    />
  )
}

/** The number in a text, with a point or a comma, and with or without a percent sign. */
function numberIn(written: string): number | undefined {
  const digits = written.trim().replace(/\s*%$/, '').replace(',', '.')
  const number = Number(digits)
  return digits !== '' && Number.isFinite(number) ? number : undefined
}

function curveOf(value: Predicted | undefined): readonly number[] | undefined {
  return typeof value === 'object' ? value : undefined
}

/** The size of the sketch, and the room for its labels, in pixels. */
const [WIDTH, HEIGHT] = [440, 220]
const ROOM = { left: 44, bottom: 36, top: 8, right: 12 }
/** How far an arrow key moves a point, as a share of the axis. */
const KEY_STEP = 0.05

interface CurveSketchProps {
  readonly prediction: Extract<LessonPrediction, { readonly kind: 'curve' }>
  readonly predicted: readonly number[] | undefined
  readonly outcome?: readonly number[] | undefined
  /** Called while the learner draws; without it, the curves are only shown. */
  readonly onChange?: (curve: readonly number[]) => void
}

/**
 * A loss curve that is drawn with the pointer, or with the arrow keys: left and right choose a moment, up and down its
 * loss. The prediction is dashed, the outcome solid.
 */
export function CurveSketch({ prediction, predicted, outcome, onChange }: CurveSketchProps) {
  const epochs = useSelect((state) => state.project.plan.epochs)
  const [at, setAt] = useState(0)
  const last = useRef<{ readonly index: number; readonly loss: number }>(undefined)
  const most = Math.max(prediction.most, ...(outcome ?? []))
  const x = (i: number) => ROOM.left + (i / (CURVE_POINTS - 1)) * (WIDTH - ROOM.left - ROOM.right)
  const y = (loss: number) => ROOM.top + (1 - loss / most) * (HEIGHT - ROOM.top - ROOM.bottom)
  const start = predicted ?? Array.from({ length: CURVE_POINTS }, () => most / 2)

  function draw(event: PointerEvent<SVGSVGElement>): void {
    if (!onChange || event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const px = ((event.clientX - box.left) / box.width) * WIDTH
    const py = ((event.clientY - box.top) / box.height) * HEIGHT
    const index = clamp(
      Math.round(((px - ROOM.left) / (WIDTH - ROOM.left - ROOM.right)) * (CURVE_POINTS - 1)),
      CURVE_POINTS - 1,
    )
    const loss = clamp((1 - (py - ROOM.top) / (HEIGHT - ROOM.top - ROOM.bottom)) * most, most)
    // A fast pointer skips moments, which lie on the line between the two it touched.
    const from = event.type === 'pointerdown' ? undefined : last.current
    last.current = { index, loss }
    onChange(start.map((old, i) => between(from, { index, loss }, i) ?? old))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    if (!by || !onChange) return
    event.preventDefault()
    const [side = 0, up = 0] = by
    setAt(clamp(at + side, CURVE_POINTS - 1))
    if (up !== 0) onChange(start.map((loss, i) => (i === at ? clamp(loss + up * KEY_STEP * most, most) : loss)))
  }

  const points = (curve: readonly number[]) => curve.map((loss, i) => `${x(i)},${y(loss)}`).join(' ')
  const label = outcome
    ? text.sketchCompared
    : onChange
      ? text.sketch({ epoch: Math.round(1 + (at / (CURVE_POINTS - 1)) * (epochs - 1)), loss: start[at] ?? 0 })
      : text.yourCurve
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={kit.frame}
      style={{ width: '100%', touchAction: 'none', userSelect: 'none', cursor: onChange && 'crosshair' }}
      role={onChange ? 'slider' : 'img'}
      aria-label={label}
      {...(onChange
        ? { tabIndex: 0, 'aria-valuenow': start[at] ?? 0, 'aria-valuemin': 0, 'aria-valuemax': most, onKeyDown }
        : {})}
      onPointerDown={draw}
      onPointerMove={draw}
    >
      <path d={`M${x(0)} ${y(most)}V${y(0)}H${x(CURVE_POINTS - 1)}`} fill="none" stroke="var(--rule)" />
      <g fill="var(--soft)" fontSize={12}>
        <text x={x(0) - 6} y={y(most) + 10} textAnchor="end">
          {text.axis({ value: most })}
        </text>
        <text x={x(0) - 6} y={y(0)} textAnchor="end">
          {text.axis({ value: 0 })}
        </text>
        <text x={x(0)} y={HEIGHT - 18}>
          {text.epoch({ epoch: 1 })}
        </text>
        <text x={x(CURVE_POINTS - 1)} y={HEIGHT - 18} textAnchor="end">
          {text.epoch({ epoch: epochs })}
        </text>
        <text x={x(CURVE_POINTS - 1)} y={ROOM.top + 10} textAnchor="end">
          {outcome ? text.legend : text.losses[prediction.value]}
        </text>
      </g>
      {predicted && (
        <polyline points={points(predicted)} fill="none" stroke="var(--data-2)" strokeWidth={2} strokeDasharray="6 4" />
      )}
      {outcome && <polyline points={points(outcome)} fill="none" stroke="var(--data-1)" strokeWidth={2} />}
      {onChange && !predicted && (
        <text x={WIDTH / 2} y={HEIGHT / 2} textAnchor="middle" fill="var(--faint)" fontSize={13}>
          {text.drawHere}
        </text>
      )}
    </svg>
  )
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}

/** The loss at moment `i` on the line from one point to another; undefined outside of it. */
function between(
  from: { readonly index: number; readonly loss: number } | undefined,
  to: { readonly index: number; readonly loss: number },
  i: number,
): number | undefined {
  if (i === to.index) return to.loss
  if (!from || from.index === to.index) return undefined
  const share = (i - from.index) / (to.index - from.index)
  return share > 0 && share < 1 ? from.loss + share * (to.loss - from.loss) : undefined
}
