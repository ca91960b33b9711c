import Form from '@rjsf/core';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';
import { useMemo, useState } from 'react';
import { ArrayField, CyclicSchemaField, OptionalDataControlsField, WaysField } from './fields';
import { faultsAt, misfit, type FaultsAt, type FormSchema } from './form-schema';
import { ArrayFieldItemTemplate, ArrayFieldTemplate, FieldTemplate, ObjectFieldTemplate } from './templates';
import { useFaultWords, type Fault } from './use-fault-words';
import { CheckboxWidget, SelectWidget, TextWidget } from './widgets';

type Rules = Record<string, unknown>;

/** The server says what is wrong, by the rules' own schema: what is checked here would be a second truth, and compiled code that the page's policy forbids. */
const SERVER: ValidatorType = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({}),
  isValid: (schema, value, root) => misfit(schema as FormSchema, value, root as FormSchema) === undefined,
};

const FIELDS = { AnyOfField: WaysField, OneOfField: WaysField, ArrayField, OptionalDataControlsField, CyclicSchemaField } as never;
const TEMPLATES = { FieldTemplate, ObjectFieldTemplate, ArrayFieldTemplate, ArrayFieldItemTemplate, DescriptionFieldTemplate: Nothing, FieldErrorTemplate: Nothing, FieldHelpTemplate: Nothing };
const WIDGETS = { TextWidget, SelectWidget, CheckboxWidget };
const LOOKS = { 'ui:globalOptions': { enableOptionalDataFieldForType: ['object' as const] }, 'ui:submitButtonOptions': { norender: true } };

/** The rules as a form. What is left out says nothing: what holds then is written beside the field. */
export default function PolicyForm({ schema, rules, faults, change }: { schema: FormSchema; rules: Rules; faults: readonly Fault[]; change: (rules: Rules) => void }) {
  const [data, setData] = useState(rules);
  const words = useFaultWords();
  const wrong = useMemo(() => faultsAt(faults.map((fault) => ({ path: fault.path, text: words(fault) }))), [faults, words]);
  return (
    <Form
      tagName="div"
      schema={schema as RJSFSchema}
      uiSchema={LOOKS}
      formData={data}
      validator={SERVER}
      extraErrors={wrong as FaultsAt & object as never}
      noHtml5Validate
      showErrorList={false}
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' }, constAsDefaults: 'never', requiredBooleanDefault: 'skip' }}
      fields={FIELDS}
      templates={TEMPLATES as never}
      widgets={WIDGETS as never}
      onChange={({ formData }, id) => {
        setData(formData as Rules);
        // What the form makes of what it is given is no change of anybody's.
        if (id !== undefined) change(formData as Rules);
      }}
    >
      <></>
    </Form>
  );
}

function Nothing() {
  return null;
}
