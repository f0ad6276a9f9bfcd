/** @file The two pictures of a project, one above the other: its data and its network. */
import { useMemo } from 'react'
import type { Plan } from '../../catalog/training-plan'
import { checkNetwork } from '../../compile/check-network'
import { schemaOf } from '../../compile/dataset-of-project'
import type { DataPick } from '../../compile/project'
import type { NetworkReport } from '../../compile/rules/rule-context'
import type { Drawing } from '../../graph/drawing'
import { Icon } from '../kit/icon'
import { DataPicture } from './data-picture'
import { NetworkPicture } from './network-picture'
import styles from './pictures.module.css'

export const NO_DRAWING: Drawing = { nodes: [], wires: [] }

/** What the pictures show. */
export interface PicturedProject {
  readonly data: DataPick
  readonly drawing: Drawing
  readonly plan: Plan
}

/** The check of a project's network, which knows the shapes and the number of parameters. */
export function useCheckedNetwork({ data, drawing, plan }: PicturedProject): NetworkReport {
  return useMemo(() => checkNetwork(drawing, schemaOf(data), plan), [data, drawing, plan])
}

/** Both pictures; they say nothing that the text next to them does not say, so screen readers skip them. */
export function ProjectPictures({
  project,
  report,
}: {
  readonly project: PicturedProject
  readonly report: NetworkReport
}) {
  return (
    <span className={styles.pictures}>
      <DataPicture dataset={project.data.dataset} />
      <NetworkPicture drawing={project.drawing} shapes={report.shapes} />
    </span>
  )
}

/** The picture of a project without data and without layers. */
export function BlankPicture() {
  return (
    <span className={styles.blank}>
      <Icon name="plus" size={20} />
    </span>
  )
}
