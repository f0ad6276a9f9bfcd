/** @file LinkPreview: a project that came in the address, shown before it is opened. Nothing of it runs by itself. */
import { useCallback, useEffect, useState } from 'react'
import { counted } from '../../messages/format'
import { schemaOf } from '../../compile/picked'
import type { ProjectContent } from '../../compile/project'
import type { Drawing } from '../../graph/drawing'
import { usualSize } from '../../graph/spacing'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { useStudio } from '../studio-context'
import styles from './link-preview.module.css'

/** The dialog for a fragment with a project in it. */
export default function LinkPreview({
  fragment,
  onClose,
}: {
  readonly fragment: string
  readonly onClose: () => void
}) {
  const studio = useStudio()
  const [content, setContent] = useState<ProjectContent | null>(null)
  const tell = useCallback(
    (error: unknown) => {
      void studio.run('notice.show', { tone: 'bad', text: error instanceof Error ? error.message : String(error) })
    },
    [studio],
  )
  useEffect(() => {
    studio
      .run('project.peekLink', { fragment })
      .then((found) => setContent(found as ProjectContent))
      .catch((error: unknown) => {
        tell(error)
        onClose()
      })
  }, [studio, fragment, tell, onClose])

  if (!content) return null
  const open = () => {
    studio.run('project.openLink', { fragment }).catch(tell)
    onClose()
  }
  const { lesson } = content
  const drawing = content.networks[0]?.drawing ?? { nodes: [], wires: [] }
  const dataset = schemaOf(content.data)?.title ?? content.data.dataset
  return (
    <Dialog
      open
      title={lesson ? 'A lesson came with this link' : 'A project came with this link'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button tone="primary" onClick={open}>
            {lesson ? 'Begin the lesson' : 'Open it'}
          </Button>
        </>
      }
    >
      <h3 className={styles.name}>{content.name}</h3>
      {lesson && <p className={styles.goal}>{lesson.goal}</p>}
      <Picture drawing={drawing} />
      <p className={styles.words}>
        {counted(drawing.nodes.length, 'layer')}, to be trained on {dataset} for {counted(content.plan.epochs, 'epoch')}
        .{serviceWords(content)} It opens as a project of your own; what you are working on stays as it is.
        {lesson &&
          (lesson.hides || lesson.locked) &&
          ' A part of Netloom is hidden or locked in it; you can leave it at any time.'}
      </p>
    </Dialog>
  )
}

/** What Operate has of it, and what it lacks to serve. */
function serviceWords({ services = [] }: ProjectContent): string {
  const [first] = services
  if (!first) return ''
  const names = services.length === 1 ? `Its service, ${first.name},` : `${counted(services.length, 'service')} of it`
  return ` ${names} came too, without the models: they serve once you have trained and saved one.`
}

/** The drawing at a glance: where layers stand, and what is wired to what. */
function Picture({ drawing }: { readonly drawing: Drawing }) {
  const { nodes, wires } = drawing
  if (nodes.length === 0) return null
  const sizeOf = usualSize(drawing)
  const boxes = new Map(nodes.map((node) => [node.id, { ...node.position, ...sizeOf(node) }]))
  const all = [...boxes.values()]
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  const width = Math.max(...all.map((box) => box.x + box.width)) - left
  const height = Math.max(...all.map((box) => box.y + box.height)) - top
  return (
    <svg
      className={styles.picture}
      viewBox={`${left - 8} ${top - 8} ${width + 16} ${height + 16}`}
      role="img"
      aria-label={`The drawing: ${nodes.map(({ label }) => label).join(', ')}`}
    >
      {wires.map(({ id, from, to }) => {
        const [a, b] = [boxes.get(from), boxes.get(to)]
        if (!a || !b) return null
        return <line key={id} x1={a.x + a.width} y1={a.y + a.height / 2} x2={b.x} y2={b.y + b.height / 2} />
      })}
      {[...boxes].map(([id, box]) => (
        <rect key={id} {...box} rx={12} />
      ))}
    </svg>
  )
}
