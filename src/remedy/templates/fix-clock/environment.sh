date -u
timedatectl set-ntp true # or: chronyc makestep
timedatectl status
