{{#setting_value}}
export {{variable|text}}={{instead}}
{{/setting_value}}
{{^setting_value}}
unset {{variable|text}}
{{/setting_value}}
