/** @file Checkboxes: a group of checkboxes with a legend. */
import styles from './lesson.module.css'

export interface CheckboxItem {
  readonly id: string
  readonly title: string
  readonly isChecked: boolean
  /** Description that distinguishes items with the same title. */
  readonly about?: string
}

/** The group. `onChange` receives the ID of the changed item and its new state. */
export function Checkboxes({
  legend,
  items,
  onChange,
}: {
  readonly legend: string
  readonly items: readonly CheckboxItem[]
  readonly onChange: (id: string, isChecked: boolean) => void
}) {
  return (
    <fieldset className={styles.ticks}>
      <legend>{legend}</legend>
      <div className={styles.columns}>
        {items.map(({ id, title, isChecked, about }) => (
          <label key={id}>
            <input type="checkbox" checked={isChecked} onChange={(event) => onChange(id, event.target.checked)} />
            <span>
              {title}
              {about && <span className={styles.about}> {about}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
