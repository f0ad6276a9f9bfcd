/** @file VersionTemplate: the template id of a project created from a saved version. */

const PREFIX = 'version:'

/** The template id for a version name. */
export function versionTemplate(name: string): string {
  return `${PREFIX}${name}`
}

/** The version name; undefined for another template. */
export function versionOfTemplate(template: string | undefined): string | undefined {
  return template?.startsWith(PREFIX) ? template.slice(PREFIX.length) : undefined
}
