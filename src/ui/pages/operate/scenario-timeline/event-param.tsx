/**
 * @file EventParam: an input field for a parameter of an event. Slices, columns and drifts are chosen from those
 * available in this service.
 */

import type { ParamSpec, ParamValue } from '../../../../catalog/params'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { optionName } from '../../../../messages/en/catalog/params'
import { operatorsFor, type ScenarioSubject } from '../../../../ops/scenario/check-scenario'
import { ParamField } from '../../../inspector/param-field'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { useScenarioSubject } from './use-scenario-subject'

export interface EventParamProps {
  /** The kind of the event. */
  readonly kind: string
  readonly name: string
  readonly spec: ParamSpec
  readonly value: ParamValue
  /** The operator of a drift event. */
  readonly operator: string
  readonly onChange: (value: ParamValue) => void
}

/** An input field, or a select box if the parameter has options. */
export function EventParam({ kind, name, spec, value, operator, onChange }: EventParamProps) {
  const subject = useScenarioSubject()
  const of = subject && optionsOf(subject, kind, name, operator)
  if (!of) return <ParamField spec={spec} value={value} onChange={onChange} />
  const shown = String(value)
  const known = of.options.includes(shown)
  // Include the event's current value even if this service does not offer it.
  const options = [...(of.none === undefined ? [] : ['']), ...of.options, ...(known || shown === '' ? [] : [shown])]
  return (
    <>
      <Select
        label={spec.label}
        value={shown}
        options={options.map((option) => ({
          value: option,
          title: option === '' ? (of.none ?? '') : of.titleOf(option),
        }))}
        onChange={onChange}
      />
      {kind === 'share' && !subject.world && (
        <TextField
          label={text.event.condition}
          value={known ? '' : shown}
          onChange={(condition) => condition !== '' && onChange(condition)}
        />
      )}
    </>
  )
}

interface Options {
  readonly options: readonly string[]
  /** The label of the empty value; undefined if an empty value is not allowed. */
  readonly none?: string
  titleOf(option: string): string
}

const asIs = (option: string) => option
/** The name of an operator, as shown in the title of the event. */
const operatorText = (operator: string) => (operator === 'world' ? text.event.generatorDrift : optionName(operator))

function optionsOf(subject: ScenarioSubject, kind: string, name: string, operator: string): Options | undefined {
  const columns = subject.columns.map((column) => column.name)
  switch (name) {
    case 'slice':
      return {
        options: subject.slices,
        none: kind === 'deploy' ? text.event.smallestSlice : text.event.chooseOne,
        titleOf: asIs,
      }
    case 'operator':
      return { options: operatorsFor(subject), titleOf: operatorText }
    case 'column':
      if (operator === 'world' && subject.world)
        return { options: subject.world.drifts, none: text.event.chooseOne, titleOf: asIs }
      return { options: columns, none: NO_COLUMN[kind] ?? text.event.allColumns, titleOf: asIs }
    default:
      return undefined
  }
}

/** The label of the option "no column", by event kind. */
const NO_COLUMN: Readonly<Record<string, string>> = {
  missing: text.event.chooseOne,
  stale: text.event.chooseOne,
  schema: text.event.firstColumn,
}
