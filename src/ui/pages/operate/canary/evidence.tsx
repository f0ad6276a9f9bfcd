/**
 * @file What the log shows about a canary: every check that compares champion and challenger, worst first, harmed
 * requests, and inputs on which the models disagree.
 */

import { useState } from 'react'
import { canaryText } from '../../../../messages/en/operate/canary'
import { sliceTitle } from '../../../../messages/en/operate/terms'
import { requestStatusText } from '../../../../messages/en/operate/request'
import { cellNumber, count, latency, list, pValue } from '../../../../messages/format'
import type { CanaryCheck } from '../../../../ops/canary-plan'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import type { CanaryState } from '../../../../studio/operate/canary'
import { PixelImage } from '../../../charts/pixel-image'
import { DataTable } from '../../../kit/data-table'
import { Rich } from '../../../kit/rich-text'
import { useLoaded } from '../../../kit/use-on-change'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useDrillContinues } from '../drills/drills'
import { useLog, useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './canary.module.css'
import {
  breachText,
  checkText,
  countedBy,
  gateText,
  harmText,
  limitText,
  missingText,
  tallyText,
  verdictText,
  verdictTone,
} from './canary-view'

const text = canaryText.evidence

type Track = NonNullable<CanaryState['canary']>

export interface EvidenceProps {
  readonly track: Track
  readonly slices: readonly string[]
  /** How long the champion's batches wait in the current service diagram, in milliseconds. */
  readonly waitMs: number
}

/** The verdict in a sentence. */
export function Verdict({ track: { reading, plan, decision }, slices }: Omit<EvidenceProps, 'waitMs'>) {
  const breach = breachText(reading, slices, plan.limits.lateMs)
  const isIdle = decision !== null && reading.percent === 0
  return (
    <p className={kit.note} data-tone={breach ? 'bad' : verdictTone(reading.verdict)} role="status">
      {breach ?? (isIdle ? canaryText.traffic.idle : verdictText(reading, plan.limits.margin))}
    </p>
  )
}

/** The gate's requirements, and all numbers. */
export function Evidence({ track, slices, waitMs }: EvidenceProps) {
  const { reading, plan, latency: p95, decision } = track
  const { estimate, inputs, ofInputs, ofRequests } = reading.difference
  const heldOut = useOperate(({ serving }) => (serving.tag === 'on' ? serving.heldOut : undefined))
  return (
    <section className={`${kit.section} ${kit.stack}`} aria-label={text.region}>
      <p className={kit.caption}>{gateText(plan, reading.step)}</p>
      {decision?.do === 'hold' && (
        <ul className={`${kit.bullets} ${kit.caption}`}>
          {decision.missing.map((missing) => (
            <li key={`${missing.what} ${missing.slice ?? ''}`}>{missingText(missing, slices, heldOut)}</li>
          ))}
        </ul>
      )}
      <DataTable
        columns={[
          { head: text.check, cell: ({ name }) => name, wrap: true },
          { head: text.champion({ version: plan.from }), cell: ({ champion }) => champion, wrap: true },
          { head: text.challenger({ version: plan.to }), cell: ({ challenger }) => challenger, wrap: true },
          {
            head: text.p,
            about: text.pAbout,
            cell: ({ p }) => p,
            attributes: ({ why }) => (why === undefined ? {} : { className: kit.caption, title: why }),
          },
        ]}
        rows={[
          ...reading.checks.map((check) => checkRow(check, slices, plan.limits.lateMs)),
          ...(Number.isFinite(p95.challenger)
            ? [
                {
                  name: text.p95,
                  champion: Number.isFinite(p95.champion) ? latency(p95.champion) : '–',
                  challenger: latency(p95.challenger),
                },
              ]
            : []),
        ]}
        rowKey={({ name }) => name}
        rowAttributes={({ breach }) => ({ 'data-bad': breach ? '' : undefined })}
      />
      {inputs !== undefined && ofInputs && ofRequests && (
        <p className={kit.caption}>{text.inputs({ estimate, inputs, ofInputs, ofRequests })}</p>
      )}
      <p className={kit.caption}>{text.threshold({ alpha: plan.limits.alpha })}</p>
      <p className={kit.caption}>{limitText(plan.limits.lateMs, waitMs)}</p>
    </section>
  )
}

interface EvidenceRow {
  readonly name: string
  readonly champion: string
  readonly challenger: string
  readonly p?: string
  /** Why there is no p-value yet. */
  readonly why?: string
  readonly breach?: boolean
}

function checkRow(check: CanaryCheck, slices: readonly string[], lateMs: number): EvidenceRow {
  const { champion, challenger, breach, short, p } = check
  const shared = { champion: tallyText(champion, check.what), challenger: tallyText(challenger, check.what), breach }
  const row = { name: checkText(check, slices, lateMs), ...shared }
  if (!short) return { ...row, p: breach ? text.breach({ p }) : pValue(p) }
  const counted = countedBy(check)
  const { short: shortText, shortAbout } = canaryText.checks
  return { ...row, p: shortText[counted](short), why: shortAbout[short.of][counted](short) }
}

// HarmedRequests: requests that the challenger harmed, in total, by slice, and individually.

type HarmShown = NonNullable<CanaryState['canary']>['harm']

const harmedText = canaryText.harmed

/** The maximum number of requests that are listed. */
const NAMED = 8

/**
 * Harm is determined from the simulated ground truth, which the service cannot see and which is not used in any
 * decision.
 */
export function HarmedRequests({ harm, slices }: { readonly harm: HarmShown; readonly slices: readonly string[] }) {
  const run = useRunCommand()
  // In a drill, the ground truth is shown only after the drill ends.
  if (useDrillContinues()) return null
  return (
    <section className={`${kit.section} ${kit.stack}`} aria-label={harmedText.title}>
      <h3>{harmedText.title}</h3>
      <p>{harmText(harm)}</p>
      {harm.bySlice.length > 0 && (
        <DataTable
          columns={[
            { head: harmedText.slice, cell: ({ slice }) => sliceTitle(slices, slice), name: true },
            { head: harmedText.harmed, cell: ({ harmed }) => count(harmed) },
            { head: harmedText.given, cell: ({ given }) => count(given) },
          ]}
          rows={harm.bySlice}
          rowKey={({ slice }) => slice}
        />
      )}
      {harm.ids.length > 0 && (
        <p className={kit.wrapWide}>
          <Rich
            text={harm.harmed > NAMED ? harmedText.latest({ all: harm.harmed }) : harmedText.ids}
            marks={{
              ids: () =>
                harm.ids.slice(-NAMED).map((id) => (
                  <button
                    key={id}
                    type="button"
                    className={kit.link}
                    onClick={() => run('service.inspect', { request: id })}
                  >
                    {count(id)}
                  </button>
                )),
            }}
          />
        </p>
      )}
      <p className={kit.caption}>{harmedText.truth}</p>
    </section>
  )
}

// Disagreements: inputs for which two models gave different predictions, worst slice first, with both predictions.

export interface Pair {
  /** A key for the input that stays the same as requests arrive. */
  readonly key: number
  readonly slice: number
  /** IDs of the two requests; identical if a shadow model answered a copy of the same request. */
  readonly champion: number
  readonly challenger: number
}

export interface DisagreementsProps {
  readonly pairs: readonly Pair[]
  /** The total number of disagreements, and the number of inputs that both models received. */
  readonly all: number
  readonly both: number
  readonly slices: readonly string[]
  readonly other: 'challenger' | 'shadow'
}

const disagreementsText = canaryText.disagreements

const SHOWN = 12

/** The list of disagreements. */
export function Disagreements({ pairs, all, both, slices, other }: DisagreementsProps) {
  const run = useRunCommand()
  const log = useLog()
  if (!log) return null
  const { book } = log
  const classes = book?.classes ?? []
  const shown = pairs.slice(0, SHOWN).flatMap(({ key, slice, champion, challenger }) => {
    const [a, b] = [champion, challenger].map((id) => book && requestOf(log.fold.buffer, book, log.seed, id))
    return a && b ? [{ key, slice, a, b }] : []
  })
  return (
    <section className={`${kit.section} ${kit.stack}`} aria-label={disagreementsText.title}>
      <h3>{disagreementsText.title}</h3>
      <p className={kit.caption}>
        {both === 0
          ? disagreementsText.none
          : other === 'shadow'
            ? disagreementsText.requests({ all, both })
            : disagreementsText.inputs({ all, both })}
      </p>
      {shown.length > 0 && (
        <DataTable
          columns={[
            {
              head: disagreementsText.input,
              cell: ({ b }) => (
                <button
                  type="button"
                  className={`${kit.link} ${styles.input}`}
                  onClick={() => run('service.inspect', { request: b.id })}
                  aria-label={disagreementsText.open({ id: b.id })}
                >
                  <Input request={b.id} />
                </button>
              ),
            },
            { head: disagreementsText.slice, cell: ({ slice }) => sliceTitle(slices, slice), name: true, wrap: true },
            { head: disagreementsText.champion, cell: ({ a }) => answerText(a, classes), wrap: true },
            {
              head: disagreementsText[other],
              cell: ({ b }) => (other === 'shadow' ? shadowText(b, classes) : answerText(b, classes)),
              wrap: true,
            },
            { head: disagreementsText.label, cell: ({ a, b }) => labelText(a, b, classes), wrap: true },
          ]}
          rows={shown}
          rowKey={({ key }) => key}
        />
      )}
    </section>
  )
}

function answerText({ predicted, confidence, outputs, status }: RequestRecord, classes: readonly string[]): string {
  if (status === 'failed' || status === 'fallback' || status === 'unready') return requestStatusText[status]
  if (classes.length === 0) return outputs[0] === undefined ? disagreementsText.noAnswer : cellNumber(outputs[0])
  // The caller did not receive this prediction, but it shows how the two models differ.
  if (status === 'abstained')
    return disagreementsText.abstained({ answer: classText(argmax(outputs), confidence, classes) })
  if (predicted === undefined) return requestStatusText[status]
  return classText(predicted, confidence, classes)
}

function argmax(outputs: readonly number[]): number {
  return outputs.indexOf(Math.max(...outputs))
}

function classText(predicted: number, confidence: number | undefined, classes: readonly string[]): string {
  const name = classes[predicted] ?? String(predicted)
  return confidence === undefined ? name : disagreementsText.answer({ class: name, confidence })
}

function shadowText({ shadow }: RequestRecord, classes: readonly string[]): string {
  if (!shadow || shadow.predicted < 0) return disagreementsText.noAnswer
  return classText(shadow.predicted, shadow.confidence, classes)
}

function labelText(a: RequestRecord, b: RequestRecord, classes: readonly string[]): string {
  const value = b.label?.value ?? a.label?.value
  return value === undefined ? disagreementsText.noLabel : (classes[value] ?? cellNumber(value))
}

/** A small preview of the input: an image, or its first values. */
function Input({ request }: { readonly request: number }) {
  const studio = useStudio()
  // The same input occurs in many requests; keep using the first request that was passed in.
  const [first] = useState(request)
  const { value: loaded } = useLoaded([studio, first], () => studio.run('labels.input', { request: first }))
  if (loaded?.kind !== 'row') return <>{count(request)}</>
  const imageColumn = loaded.columns.find(
    ({ name, form }) => form.type === 'image' && ArrayBuffer.isView(loaded.values[name]),
  )
  if (imageColumn)
    return (
      <PixelImage
        pixels={loaded.values[imageColumn.name] as ArrayLike<number>}
        shape={imageColumn.form.shape}
        side={36}
        label={disagreementsText.request({ id: request })}
      />
    )
  const values = loaded.columns
    .slice(0, 3)
    .map(({ name }) => disagreementsText.value({ column: name, value: shortly(loaded.values[name], name) }))
  return <>{list(values)}</>
}

function shortly(value: unknown, column: string): string {
  return typeof value === 'number' ? cellNumber(value, column) : String(value ?? disagreementsText.missing).slice(0, 24)
}
