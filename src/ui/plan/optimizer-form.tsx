/** @file OptimizerForm: how steps are taken; the parameters follow from the optimizer's own specs. */
import { findOptimizer, optimizers } from '../../catalog/optimizers'
import type { ParamSpec, ParamValue } from '../../catalog/params'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { useSelect } from '../studio-context'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

/** The form of the optimizer chip. */
export function OptimizerForm() {
  const [plan, set] = usePlan()
  const running = useSelect(({ run }) => ['preparing', 'training', 'paused'].includes(run.tag))
  const { optimizer } = plan
  const def = findOptimizer(optimizer.kind)
  const fields = Object.entries(def?.params ?? {}).map(([name, spec]) => ({ name, spec }))
  const show = ({ name, spec }: { readonly name: string; readonly spec: ParamSpec }) => (
    <ParamField
      key={`${optimizer.kind} ${name}`}
      spec={spec}
      value={optimizer[name] ?? spec.default}
      onChange={(value) => set({ optimizer: { kind: optimizer.kind, [name]: value } })}
    />
  )
  return (
    <>
      <Select
        label="Optimizer"
        value={optimizer.kind}
        options={optimizers.map(({ kind, title }) => ({ value: kind, title }))}
        {...(def ? { help: def.summary } : {})}
        // A rate that suits one optimizer is far off for another: the new one brings its own, unless a run that is on would follow it.
        onChange={(kind) => {
          const learningRate = running ? undefined : findOptimizer(kind)?.learningRate
          set({ optimizer: { kind }, ...(learningRate === undefined ? {} : { learningRate }) })
        }}
      />
      {fields.filter(({ spec }) => !spec.advanced).map(show)}
      {fields.some(({ spec }) => spec.advanced) && (
        <details className={styles.more} key={optimizer.kind}>
          <summary>More</summary>
          {fields.filter(({ spec }) => spec.advanced).map(show)}
        </details>
      )}
    </>
  )
}

interface ParamFieldProps {
  readonly spec: ParamSpec
  readonly value: ParamValue
  readonly onChange: (value: ParamValue) => void
}

function ParamField({ spec, value, onChange }: ParamFieldProps) {
  const look = { label: spec.label, ...(spec.help ? { help: spec.help } : {}) }
  switch (spec.type) {
    case 'int':
    case 'float':
      return (
        <NumberField
          {...look}
          value={Number(value)}
          min={spec.min}
          max={spec.max}
          integer={spec.type === 'int'}
          {...(spec.type === 'float' && spec.step ? { step: spec.step } : {})}
          onChange={onChange}
        />
      )
    case 'flag':
      return <Switch {...look} value={value === true} onChange={onChange} />
    case 'choice':
      return (
        <Select
          {...look}
          value={String(value)}
          options={spec.options.map((option) => ({ value: option, title: option }))}
          onChange={onChange}
        />
      )
    case 'window':
    case 'ints':
    case 'text':
    case 'columns':
      // No optimizer has one: these are shapes and columns of layers.
      return null
    default:
      return spec satisfies never
  }
}
