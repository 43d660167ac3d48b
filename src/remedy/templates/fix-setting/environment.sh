{{#setting_renamed}}
export {{instead|text}}="${{variable|text}}"
unset {{variable|text}}
{{/setting_renamed}}
{{^setting_renamed}}
{{#setting_value}}
export {{variable|text}}={{instead}}
{{/setting_value}}
{{^setting_value}}
unset {{variable|text}}
{{/setting_value}}
{{/setting_renamed}}
