/**
 * @file Manual requests: input rows that are sent to the open service one at a time, and the latest response.
 */

import { type CSSProperties, useCallback, useEffect, useRef, useState } from 'react'
import { errorMessage } from '../../../../base/result'
import { manualRequestsText as text } from '../../../../messages/en/operate/service'
import { formatMessage } from '../../../../messages/message'
import type { RequestSource } from '../../../../ops/log-entry'
import type { Answered, InferRow } from '../../../../protocol/serving-messages'
import type { ModelMeta, TensorMeta } from '../../../../serving/http/model-metadata'
import { Button } from '../../../kit/button'
import { useRunCommand, useStudio } from '../../../studio-context'
import { firstValues, type TryValues } from '../url'
import { useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './drawing.module.css'

export interface Sending {
  readonly answer: Answered | undefined
  /** Number of requests that were answered. */
  readonly sent: number
  /** Number of requests that were skipped because the previous request was still in progress. */
  readonly skipped: number
  /** The reason why the last request was not answered. */
  readonly trouble: string | undefined
  send(row: () => InferRow | undefined): void
}

const NOTHING = { answer: undefined, sent: 0, skipped: 0, trouble: undefined }

/** Sends requests that are logged with this source. */
export function useSend(source: RequestSource): Sending {
  const studio = useStudio()
  const [state, setState] = useState<Omit<Sending, 'send'>>(NOTHING)
  const busy = useRef(false)
  const isMounted = useRef(true)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
    }
  }, [])
  const send = useCallback(
    (row: () => InferRow | undefined) => {
      if (busy.current) return setState((now) => ({ ...now, skipped: now.skipped + 1 }))
      const input = row()
      if (!input) return
      busy.current = true
      studio
        .run('service.infer', { rows: input, source })
        .then(
          (answers) => {
            // The cast is safe because the command returns this type.
            const [answer] = answers as readonly Answered[]
            if (isMounted.current) setState((now) => ({ ...now, answer, sent: now.sent + 1, trouble: undefined }))
          },
          (error: unknown) => {
            const trouble = errorMessage(error)
            if (isMounted.current) setState((now) => ({ ...now, trouble }))
          },
        )
        .finally(() => {
          busy.current = false
        })
    },
    [studio, source],
  )
  return { ...state, send }
}

// Input rows for manual requests: finds the column of a model that a camera can fill, and converts form values to
// request values.

/** The first column that contains an image: [batch, height, width, channels]. */
export function imageColumnOf({ table }: Pick<ModelMeta, 'table'>): TensorMeta | undefined {
  return table.find(({ shape }) => shape.length === 4)
}

export type CameraFrame =
  | { readonly fits: 'yes'; readonly side: number; readonly channels: 1 | 3 }
  /** The reason why a camera cannot fill the column. */
  | { readonly fits: 'no'; readonly why: string }

/** The frame size that the camera must provide for this column. */
export function cameraFrameOf({ name, shape }: Pick<TensorMeta, 'name' | 'shape'>): CameraFrame {
  const [, height = 0, width = 0, channels = 0] = shape
  if (height !== width) return { fits: 'no', why: text.notSquare({ name, width, height }) }
  if (channels !== 1 && channels !== 3) return { fits: 'no', why: text.wrongChannels({ name, channels }) }
  return { fits: 'yes', side: height, channels }
}

/** A request row with one image; all other columns have the form's initial values. */
export function imageRow(meta: Pick<ModelMeta, 'table'>, name: string, pixels: Uint8Array): InferRow {
  return formRow(meta, { ...firstValues(meta), [name]: Array.from(pixels) })
}

/** A request row built from the values of a form. */
export function formRow({ table }: Pick<ModelMeta, 'table'>, values: TryValues): InferRow {
  return Object.fromEntries(table.map(({ name, shape }) => [name, nestLists(values[name] ?? null, shape.slice(1))]))
}

/** Converts a flat array of numbers to nested lists, so that a saved input reveals its shape. */
function nestLists(value: unknown, [length = 0, ...inner]: readonly number[]): unknown {
  if (!Array.isArray(value) || inner.length === 0) return value
  const each = value.length / length
  return Array.from({ length }, (_, i) => nestLists(value.slice(i * each, (i + 1) * each), inner))
}

// ManualResponse: the response to the latest manual request, and a button that opens the panel of this request.

/** Renders nothing before the first response. */
export function ManualResponse({ answer, sent, skipped, trouble }: Sending) {
  const run = useRunCommand()
  const classes = useOperate((state) => (state.serving.tag === 'on' ? state.serving.book.classes : NONE))
  if (trouble !== undefined) {
    return (
      <p className={`${kit.bad} ${kit.anywhere}`} role="status">
        {trouble}
      </p>
    )
  }
  if (!answer) return null
  return (
    <div className={`${kit.stackTight} ${kit.top} ${kit.caption}`} data-status={answer.status}>
      <b className={styles.response}>{answerText(answer, classes)}</b>
      <span>{text.answer.details({ ...answer, ms: answer.total })}</span>
      <span>{text.answer.sent({ request: answer.request, sent, skipped })}</span>
      <Button size="small" onClick={() => run('service.inspect', { request: answer.request })}>
        {text.answer.open}
      </Button>
    </div>
  )
}

/** Keeps the latest response at the lower edge of a panel that is too low for all of it. */
export const PINNED: CSSProperties = { position: 'sticky', bottom: 0, zIndex: 1, background: 'var(--frame)' }

/** Scrolls each new response into view, because a long form pushes it below the fold. */
export function ResponseInView(sending: Sending) {
  const { answer, trouble } = sending
  if (!answer && trouble === undefined) return null
  return (
    <div key={trouble ?? answer?.request} ref={scrollIntoView} style={PINNED}>
      <ManualResponse {...sending} />
    </div>
  )
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

const NONE: readonly string[] = []

function answerText({ status, problem, predicted, outputs }: Answered, classes: readonly string[]): string {
  if (problem) return formatMessage(problem)
  if (status !== 'ok' && status !== 'fallback') return text.answer[status]
  const [value = Number.NaN] = outputs
  if (classes.length === 0)
    return status === 'ok' ? text.answer.number({ value }) : text.answer.fallbackNumber({ value })
  const confidence = outputs.length === 1 ? Math.max(value, 1 - value) : Math.max(...outputs)
  const prediction = { name: classes[predicted] ?? text.answer.none, confidence }
  return status === 'ok' ? text.answer.class(prediction) : text.answer.fallbackClass(prediction)
}
