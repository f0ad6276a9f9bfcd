/** @file "Attack sets": saves fooled examples under a name, and evaluates this network on the saved ones. */
import { useState } from 'react'
import { errorMessage } from '../../../base/result'
import { attackSetText as text } from '../../../messages/en/evaluate/attack-sets'
import type { AttackReport } from '../../../studio/evaluation/attack'
import type { AttackSetReport } from '../../../studio/evaluation/attack-sets'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { DataTable } from '../../kit/data-table'
import { IconButton } from '../../kit/icon-button'
import { TextField } from '../../kit/text-field'
import { useResult } from '../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { useAskedResult } from './asked-result'
import { Fooled } from './fooled-examples'

/** The attack sets that fit the data in use. */
export function useAttackSets() {
  const studio = useStudio()
  const sets = useSelect((state) => state.sets.sets)
  const schema = useSelect((state) => (state.data.tag === 'none' ? undefined : state.data.schema))
  return useResult([studio, sets, schema], () => studio.run('attackSet.list')).value ?? []
}

/** Saves the examples that an attack has fooled. */
export function SaveAttack({ of }: { readonly of: AttackReport }) {
  const studio = useStudio()
  const sets = useAttackSets()
  const [named, setNamed] = useState<string>()
  const [state, setState] = useState<{ readonly of: AttackReport; readonly said: string; readonly isBusy?: true }>()
  const taken = new Set(sets.map(({ name }) => name))
  let nth = 1
  while (taken.has(text.suggested({ ...of, nth }))) nth++
  const name = named ?? text.suggested({ ...of, nth })
  const { method, epsilon, split, output } = of
  async function save(): Promise<void> {
    setState({ of, said: text.saving, isBusy: true })
    try {
      setState({ of, said: text.saved(await studio.run('attackSet.save', { name, method, epsilon, split, output })) })
      setNamed(undefined)
    } catch (error) {
      setState({ of, said: errorMessage(error) })
    }
  }
  const shown = state?.of === of ? state : undefined
  return (
    <div className={`${kit.wrap} ${kit.baseline} ${kit.below}`}>
      <TextField label={text.name} layout="stack" reportOn="typing" value={name} maxLength={80} onChange={setNamed} />
      <Button size="small" disabled={shown?.isBusy === true} onClick={() => void save()}>
        {text.save}
      </Button>
      {shown && (
        <p className={kit.soft} role="status">
          {shown.said}
        </p>
      )}
    </div>
  )
}

/** The attack sets, and the accuracy of the network on them. */
export function AttackSetsSection({ head }: { readonly head: ShownHead<'classes'> }) {
  const studio = useStudio()
  const run = useRunCommand()
  const { evaluation, target } = head
  const sets = useAttackSets()
  const [opened, setOpened] = useState<string>()
  const { value: reports, status } = useAskedResult(
    text,
    evaluation,
    async () => {
      const found = new Map<string, AttackSetReport | string>()
      for (const { id } of sets) {
        const asked = studio.run('attackSet.evaluate', { name: id, output: evaluation.label })
        found.set(id, await asked.catch((error: unknown) => errorMessage(error)))
      }
      return found
    },
    [sets],
  )
  const reportOf = (id: string) => {
    const found = reports?.get(id)
    return typeof found === 'string' ? undefined : found
  }
  const shown = opened === undefined ? undefined : reportOf(opened)
  const problem = sets.map(({ id }) => reports?.get(id)).find((one) => typeof one === 'string')
  return (
    <Section title={text.title} about={text.about}>
      {sets.length === 0 ? <p className={kit.soft}>{text.none}</p> : status}
      {sets.length > 0 && (
        <DataTable
          look="figures"
          caption={<span className="only-spoken">{text.title}</span>}
          columns={[
            {
              head: text.set,
              heading: true,
              name: true,
              cell: ({ id, name }) =>
                reportOf(id) ? (
                  <button
                    type="button"
                    className={kit.link}
                    aria-expanded={opened === id}
                    aria-label={text.show({ name })}
                    onClick={() => setOpened(opened === id ? undefined : id)}
                  >
                    {name}
                  </button>
                ) : (
                  name
                ),
            },
            { head: text.attack, cell: (one) => text.strength(one) },
            { head: text.attacked, name: true, cell: ({ attacked }) => attacked },
            { head: text.examples, cell: ({ n }) => n },
            ...(reports
              ? [
                  { head: text.accuracy, cell: ({ id }: Listed) => estimate(reportOf(id)?.accuracy) },
                  { head: text.clean, cell: ({ id }: Listed) => estimate(reportOf(id)?.clean) },
                ]
              : []),
            {
              cell: ({ id, name }) => (
                <IconButton
                  label={text.remove({ name })}
                  icon="trash"
                  tone="quiet"
                  size="small"
                  onClick={() => run('attackSet.remove', { name: id })}
                />
              ),
            },
          ]}
          rows={sets}
          rowKey={({ id }) => id}
        />
      )}
      {problem !== undefined && <p className={kit.soft}>{problem}</p>}
      {reports && sets.length > 0 && <p className={kit.caption}>{text.own}</p>}
      {shown && <Details report={shown} target={target} />}
    </Section>
  )
}

type Listed = ReturnType<typeof useAttackSets>[number]

function estimate(of: AttackSetReport['accuracy'] | undefined): string | null {
  return of ? text.estimate(of) : null
}

/** The fooled and the resisted examples next to each other. */
function Details({ report, target }: { readonly report: AttackSetReport; readonly target: string }) {
  const rows = useEvaluatedRows()
  const { rows: fooled, resisted, trainedOn = 0 } = report
  if (!rows || !report.isHere) return <p className={kit.caption}>{text.elsewhere}</p>
  const dataset = rows.dataset
  return (
    <>
      {trainedOn > 0 && <p className={kit.soft}>{text.trainedOn({ examples: trainedOn })}</p>}
      <div className={kit.columns}>
        {[
          { title: text.fooled({ examples: fooled.length }), rows: fooled, isRight: false },
          { title: text.resisted({ examples: resisted.length }), rows: resisted, isRight: true },
        ].map(({ title, ...list }) => (
          <div key={title} className={kit.stack}>
            <h4>{title}</h4>
            {list.rows.length > 0 && <Fooled {...list} {...picturesOf(report)} dataset={dataset} target={target} />}
          </div>
        ))}
      </div>
    </>
  )
}

function picturesOf({ pictures }: AttackSetReport): Pick<AttackReport, 'pictures'> {
  return pictures ? { pictures } : {}
}
