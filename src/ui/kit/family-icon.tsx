/** @file FamilyIcon: the icon of a layer family. Families differ by shape and by color. */
import type { Family } from '../../catalog/node-def'

/** Circle: layers with weights. Bar: reshaping. Triangle: merging. Diamond: regularization. Hollow square: inputs and outputs. */
export function FamilyIcon({ family, size = 12 }: { readonly family: Family; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <FamilyShape family={family} />
    </svg>
  )
}

function FamilyShape({ family }: { readonly family: Family }) {
  switch (family) {
    case 'learns':
      return <circle cx="6" cy="6" r="5" fill="var(--learns)" />
    case 'reshapes':
      return <rect x="1" y="3" width="10" height="6" fill="var(--reshapes)" />
    case 'combines':
      return <path d="M6 1 11 11H1Z" fill="var(--combines)" />
    case 'regularises':
      return <path d="M6 0 12 6 6 12 0 6Z" fill="var(--regularises)" />
    case 'end':
      return <rect x="1.5" y="1.5" width="9" height="9" rx="2" fill="none" stroke="var(--end)" strokeWidth="2" />
    default:
      return family satisfies never
  }
}
