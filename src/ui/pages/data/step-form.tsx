/** @file StepForm: the settings of a step, such as an augmentation, with buttons that move it in its list or remove it. */
import { IconButton } from '../../kit/icon-button'
import { SpecFields, type SpecFieldsProps } from '../../training-plan/parameter-fields'
import kit from '../../kit/kit.module.css'
import styles from './step-form.module.css'

interface StepFormProps extends Partial<Pick<SpecFieldsProps, 'specs'>>, Omit<SpecFieldsProps, 'specs'> {
  readonly title: string
  /** Whether the steps are in a row or in a column. */
  readonly order: 'row' | 'column'
  readonly labels: { readonly earlier: string; readonly later: string; readonly remove: string }
  /** The index of the step, and the number of steps. */
  readonly at: number
  readonly count: number
  readonly onMove: (to: number) => void
  /** Absent if the step cannot be removed. */
  readonly onRemove: (() => void) | undefined
  /** What the step does, and why it has no effect or cannot be removed. */
  readonly notes: readonly (string | undefined)[]
}

/** The form of one step. */
export function StepForm(props: StepFormProps) {
  const { title, order, labels, at, count, onMove, onRemove, notes, specs, values, onChange } = props
  const button = { tone: 'quiet', size: 'small' } as const
  return (
    <fieldset className={styles.form} aria-label={title} data-order={order}>
      <div className={`${kit.rowTight} ${styles.head}`}>
        <h4>{title}</h4>
        <div className={kit.grow} />
        <IconButton
          {...button}
          className={styles.earlier}
          label={labels.earlier}
          icon="chevron"
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        />
        <IconButton
          {...button}
          className={styles.later}
          label={labels.later}
          icon="chevron"
          disabled={at === count - 1}
          onClick={() => onMove(at + 1)}
        />
        <IconButton {...button} label={labels.remove} icon="close" disabled={!onRemove} onClick={onRemove} />
      </div>
      {notes.map((note) => note !== undefined && <p key={note}>{note}</p>)}
      {specs && <SpecFields specs={specs} values={values} onChange={onChange} />}
    </fieldset>
  )
}
