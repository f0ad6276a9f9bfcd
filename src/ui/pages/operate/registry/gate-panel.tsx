/**
 * @file GatePanel: the gate for an alias move, with the evidence for each check and the button that moves the alias.
 */

import { useState } from 'react'
import { errorMessage } from '../../../../base/result'
import { gateText } from '../../../../messages/en/operate/registry'
import { termsText } from '../../../../messages/en/operate/terms'
import { when } from '../../../../messages/format'
import { reasonText } from '../../../../ops/change-text'
import { metricById } from '../../../../metrics/catalog'
import type { ClassRecall, Gate, GateCheck } from '../../../../ops/promotion-gates'
import { isSealed } from '../../../../studio/data/test-set-views'
import type { GateResult, RegistryModel } from '../../../../studio/operate/registry/registry'
import { Button } from '../../../kit/button'
import { type Column, DataTable } from '../../../kit/data-table'
import { Dialog } from '../../../kit/dialog'
import { Progress } from '../../../kit/progress'
import { TextField } from '../../../kit/text-field'
import { type Loaded, useLoaded } from '../../../kit/use-on-change'
import { useSelect, useStudio } from '../../../studio-context'
import { type OpenPanel, Panel, Trouble } from './panel'
import { RequiredAttacks } from './required-attacks'
import kit from '../../../kit/kit.module.css'
import styles from './registry.module.css'

interface GateProps {
  readonly registryModel: RegistryModel
  readonly move: Extract<OpenPanel, { kind: 'gate' }>
  readonly onClose: () => void
}

const { move: text } = gateText

/** The gate for an alias that was dropped on a version. */
export function GatePanel({ registryModel, move: asked, onClose }: GateProps) {
  const studio = useStudio()
  const { model, alias, version, rollsBack } = asked
  const [changes, setChanges] = useState(0)
  const { champion } = registryModel.now
  const isLocked = useSelect((state) => champion !== undefined && champion !== version && isSealed(state))
  // Dropping an alias is no decision to look at the test set for the first time.
  const [isChecked, setChecked] = useState(!isLocked)
  const { value: result, why: problem } = useGate(model, isChecked ? version : null, changes)
  const [why, setWhy] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const gate = result?.gate
  const failed = gate?.verdict === 'failed' && alias === 'champion' && !rollsBack
  const broken = gate?.checks.some(({ what, verdict }) => what === 'whole' && verdict === 'failed') === true
  async function move(): Promise<void> {
    try {
      const move = { model, alias, why }
      if (rollsBack) await studio.run('registry.rollback', move)
      else await studio.run('registry.alias', { ...move, version, gate: true, ...(failed ? { anyway: true } : {}) })
      onClose()
    } catch (error) {
      setTrouble(errorMessage(error))
    }
  }
  const from = registryModel.now[alias]
  const name = termsText.alias[alias]
  return (
    <Panel
      title={
        version === null
          ? text.remove({ alias: name })
          : from === undefined
            ? text.make({ version, alias: name })
            : text.replace({ version, alias: name, from })
      }
      head={gate && <span data-verdict={gate.verdict}>{gateSummary(gate)}</span>}
    >
      {version === null && <p className={kit.soft}>{text.removeNote({ alias: name })}</p>}
      {version !== null && !isChecked && (
        <p className={kit.wrapWide}>
          <span className={kit.soft}>{text.opensTestSet}</span>
          <Button size="small" icon="lock" onClick={() => setChecked(true)}>
            {text.check}
          </Button>
        </p>
      )}
      {version !== null && isChecked && <GateProgress isDone={gate !== undefined} why={problem} />}
      <form
        className={`${kit.wrap} ${styles.actions}`}
        onSubmit={(event) => {
          event.preventDefault()
          void move()
        }}
      >
        <div className={styles.reason}>
          <TextField
            label={failed ? text.whyAnyway : text.why}
            layout="stack"
            reportOn="typing"
            value={why}
            onChange={setWhy}
            maxLength={500}
          />
        </div>
        <Button
          type="submit"
          tone={failed ? 'bad' : 'primary'}
          disabled={
            broken ||
            (version !== null && !rollsBack && !gate && problem === undefined) ||
            (failed && why.trim() === '')
          }
        >
          {version === null ? text.confirmRemove : failed ? text.confirmAnyway : text.confirm}
        </Button>
        <Button onClick={onClose}>{text.cancel}</Button>
      </form>
      <Trouble why={trouble} />
      {version !== null && <RequiredAttacks model={model} onChange={() => setChanges((n) => n + 1)} />}
      {result && <GateEvidence found={result} />}
    </Panel>
  )
}

// GateEvidence: the result of a gate that compares a version with the champion. The gate is evaluated when it is
// shown, and the numbers behind each check are listed.

/** Evaluates the gate for a version; does nothing if there is no version. */
function useGate(model: string, version: number | null, changes = 0): Loaded<GateResult> {
  const studio = useStudio()
  return useLoaded([studio, model, version, changes], () =>
    version === null ? undefined : studio.run('registry.gate', { model, version }),
  )
}

/** Shown while the gate is being evaluated, or if the evaluation fails. */
function GateProgress({ isDone, why }: { readonly isDone: boolean; readonly why: string | undefined }) {
  if (why !== undefined) return <p className={kit.bad}>{why}</p>
  return isDone ? null : <Progress label={gateText.asking} text={gateText.comparing} />
}

/** Shows the result of the gate. */
function GateEvidence({ found: { gate, whyNot, same, rolledBack } }: { readonly found: GateResult }) {
  return (
    <>
      {rolledBack && (
        <p className={kit.bad}>
          {gateText.rolledBack({
            ...{ version: gate.version, at: when(rolledBack.at), why: reasonText(rolledBack.why) },
          })}
        </p>
      )}
      {same && gate.champion !== undefined && (
        <p>{gateText.same({ version: gate.version, champion: gate.champion })}</p>
      )}
      <DataTable
        columns={CHECK_COLUMNS}
        rows={gate.checks.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))}
        rowKey={({ what, attackSet = '' }) => `${what} ${attackSet}`}
      />
      <p className={kit.soft}>{comparisonText(gate.checks)}</p>
      <Recalls gate={gate} />
      {whyNot !== undefined && <p className={kit.soft}>{gateText.notCompared({ why: whyNot })}</p>}
    </>
  )
}

/** The number of classes to list. */
const MAX_CLASSES = 10

/** The accuracy and the recall of each class of both versions. */
function Recalls({ gate: { recalls = [], version, champion } }: { readonly gate: Gate }) {
  if (champion === undefined || recalls.length === 0) return null
  const { recalls: text } = gateText
  const shown = recalls.slice(0, MAX_CLASSES + 1)
  const share = (one: number) => gateText.found({ number: one, unit: 'share' })
  const columns: readonly Column<ClassRecall>[] = [
    { head: text.class, cell: ({ label }) => label ?? text.accuracy },
    { head: text.rows, cell: ({ rows }) => rows },
    { head: text.version({ version }), cell: ({ both }) => share(both.candidate) },
    { head: text.version({ version: champion }), cell: ({ both }) => share(both.champion) },
    { head: text.difference, cell: text.change },
  ]
  return (
    <>
      <h5>{text.title}</h5>
      <p className={kit.soft}>
        {text.about}
        {shown.length < recalls.length && ` ${text.more({ shown: MAX_CLASSES, all: recalls.length - 1 })}`}
      </p>
      <DataTable columns={columns} rows={shown} rowKey={({ label = '' }) => label} />
    </>
  )
}

/** Checks that did not pass are listed first. */
const ORDER: readonly GateCheck['verdict'][] = ['failed', 'unsure', 'not measured', 'passed']

const CHECK_COLUMNS: readonly Column<GateCheck>[] = [
  {
    head: gateText.heads.evidence,
    cell: ({ what, slice, attackSet, measure, rows, split }) =>
      gateText.subjectOf({
        ...{ subject: gateText.subject[what], slice: slice ?? attackSet, rows, split },
        metric: measure && (measure === 'cost' ? gateText.cost : metricById(measure).text.title),
      }),
    wrap: true,
  },
  { head: gateText.heads.found, cell: gateText.found },
  { head: gateText.heads.needed, cell: neededText },
  {
    head: gateText.heads.verdict,
    cell: ({ verdict }) => <span data-verdict={verdict}>{gateText.verdict[verdict]}</span>,
  },
]

/** Summarizes the verdict of a gate in one line. */
function gateSummary({ verdict, checks: all, champion }: Gate): string {
  const failed = all.filter((check) => check.verdict === 'failed').length
  const open = all.filter((check) => check.verdict === 'unsure' || check.verdict === 'not measured').length
  const counts = { failed, open, checks: all.length }
  return champion === undefined ? gateText.summary[verdict](counts) : gateText.versus[verdict]({ ...counts, champion })
}

/** Describes how the versions were compared; undefined if they were not compared. */
function comparisonText(checks: readonly GateCheck[]): string | undefined {
  const score = checks.find(({ what, among }) => what === 'score' && among !== undefined)
  return score && gateText.comparison({ rows: score.rows ?? 0, split: score.split, slices: (score.among ?? 1) - 1 })
}

/** Describes what a check requires. */
function neededText({ what, needed, unit, isLeast }: GateCheck): string {
  if (needed === undefined) return gateText.nothing
  return what === 'finite' ? gateText.neededNone : gateText.needed({ needed, unit, isLeast: isLeast === true })
}

// EvidenceDialog: shows the gate's evidence for a version without moving an alias.

interface EvidenceProps {
  readonly model: string
  readonly version: number
  readonly onClose: () => void
}

/** Shows the evidence for a version. */
export function EvidenceDialog({ model, version, onClose }: EvidenceProps) {
  const { value: result, why } = useGate(model, version)
  return (
    <Dialog open width="broad" title={gateText.title({ model, version })} onClose={onClose}>
      <GateProgress isDone={result !== undefined} why={why} />
      {result && (
        <div className={styles.evidence}>
          <p>
            <span data-verdict={result.gate.verdict}>{gateSummary(result.gate)}</span>
          </p>
          <GateEvidence found={result} />
        </div>
      )}
    </Dialog>
  )
}
