// The rules of the Readium annotations profile (github.com/readium/annotations, README) as a JSON schema: what it
// requires, the values it closes, and no member that it does not know. `motivation` has the three values that FORMATS
// in this project's design uses; the profile's text speaks of bookmarks alone.

const CONTEXT = { const: 'http://www.w3.org/ns/anno.jsonld' }
const urn = { type: 'string', pattern: '^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }
const time = { type: 'string', format: 'date-time' }
const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }

function closed(properties: Record<string, object>, required: readonly string[]): object {
  return { type: 'object', properties, required: [...required], additionalProperties: false }
}

const selector = {
  oneOf: [
    closed({ type: { const: 'TextQuoteSelector' }, exact: text, prefix: text, suffix: text }, [
      'type',
      'exact',
    ]),
    closed({ type: { const: 'ProgressionSelector' }, value: { type: 'number', minimum: 0, maximum: 1 } }, [
      'type',
      'value',
    ]),
    closed(
      {
        type: { const: 'CssSelector' },
        value: { type: 'string', minLength: 1 },
        refinedBy: closed({ type: { const: 'TextPositionSelector' }, start: count, end: count }, [
          'type',
          'start',
          'end',
        ]),
      },
      ['type', 'value'],
    ),
  ],
}

const annotation = closed(
  {
    '@context': CONTEXT,
    id: urn,
    type: { const: 'Annotation' },
    motivation: { enum: ['bookmarking', 'highlighting', 'commenting'] },
    created: time,
    modified: time,
    creator: closed(
      { id: { type: 'string', format: 'uri' }, type: { enum: ['Person', 'Organization'] }, name: text },
      ['id', 'type'],
    ),
    target: closed(
      {
        source: { type: 'string', format: 'uri-reference', minLength: 1 },
        selector: { type: 'array', items: selector, minItems: 1 },
        meta: closed(
          {
            headings: {
              type: 'array',
              items: closed({ level: { type: 'integer', minimum: 1, maximum: 6 }, txt: text }, [
                'level',
                'txt',
              ]),
            },
            page: text,
          },
          [],
        ),
      },
      ['source'],
    ),
    body: closed(
      {
        type: { const: 'TextualBody' },
        value: text,
        format: { const: 'text/markdown' },
        color: { enum: ['pink', 'orange', 'yellow', 'green', 'blue', 'purple'] },
        highlight: { enum: ['solid', 'underline', 'strikethrough', 'outline'] },
        language: text,
        textDirection: { enum: ['ltr', 'rtl'] },
        tags: { type: 'array', items: text, minItems: 1 },
      },
      ['type', 'value'],
    ),
  },
  ['@context', 'id', 'type', 'created', 'target'],
)

export const annotationSetSchema = closed(
  {
    '@context': CONTEXT,
    id: urn,
    type: { const: 'AnnotationSet' },
    generator: closed(
      {
        id: { type: 'string', format: 'uri' },
        type: { const: 'Software' },
        name: text,
        homepage: { type: 'string', format: 'uri' },
      },
      ['id', 'type', 'name'],
    ),
    generated: time,
    title: text,
    about: closed(
      {
        'dc:identifier': { type: 'array', items: text },
        'dc:title': text,
        'dc:format': text,
        'dc:publisher': text,
        'dc:creator': { type: 'array', items: text },
        'dc:date': { type: 'string', pattern: '^\\d{4}$' },
      },
      [],
    ),
    items: { type: 'array', items: annotation },
  },
  ['@context', 'id', 'type', 'about', 'items'],
)
